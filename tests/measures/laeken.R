# Values of laeken and survey on laeken's eusilc, with the data that they were computed from.
suppressMessages({library(laeken); library(survey)})
options(digits = 17, survey.lonely.psu = "fail")
out <- commandArgs(trailingOnly = TRUE)[1]
data(eusilc)
d <- eusilc[, c("db030", "hsize", "db040", "rb050", "eqIncome")]
d$eqIncome[d$eqIncome < 0] <- 0
write.csv(d, file.path(out, "eusilc.csv"), row.names = FALSE)
y <- d$eqIncome; w <- d$rb050
told <- list(
  gini = gini(y, w)$value / 100, qsr = qsr(y, w)$value, median = weightedMedian(y, w),
  arpr = arpr(y, w)$value / 100, arpt = arpt(y, w), mean = weightedMean(y, w),
  "quantile:0.1" = weightedQuantile(y, w, 0.1), "quantile:0.9" = weightedQuantile(y, w, 0.9)
)
for (region in levels(d$db040)) {
  here <- d$db040 == region
  told[[paste0("gini/", region)]] <- gini(y[here], w[here])$value / 100
  told[[paste0("qsr/", region)]] <- qsr(y[here], w[here])$value
  told[[paste0("median/", region)]] <- weightedMedian(y[here], w[here])
}
d$poor <- as.numeric(y < 10000)
d$gap <- d$poor * (10000 - y) / 10000
d$one <- 1
designs <- list(
  simple = svydesign(ids = ~1, weights = ~rb050, data = d),
  clustered = svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = d)
)
for (name in names(designs)) {
  for (column in c("poor", "gap", "eqIncome")) {
    told[[paste0("se ", column, "/", name)]] <- SE(svymean(reformulate(column), designs[[name]]))[1]
  }
  told[[paste0("se total/", name)]] <- SE(svytotal(~poor, designs[[name]]))[1]
  byregion <- svyby(~poor, ~db040, designs[[name]], svymean)
  for (region in levels(d$db040)) {
    told[[paste0("se poor/", name, "/", region)]] <- byregion[region, "se"]
  }
}
lines <- sprintf("%s,%.17g", names(told), as.numeric(unlist(told)))
writeLines(c("key,value", lines), file.path(out, "told.csv"))
