# Values of plm, sandwich, survey and MatchIt on plm's EmplUK and on seeded data, with the data that they were computed from.
suppressMessages({library(plm); library(sandwich); library(survey); library(MatchIt)})
options(digits = 17)
out <- commandArgs(trailingOnly = TRUE)[1]
told <- list()
types <- c("HC0", "sss", "HC1", "HC2", "HC3", "HC4")

# An unbalanced panel of 140 firms in 1976-84.
data("EmplUK", package = "plm")
write.csv(EmplUK[, c("firm", "year", "emp", "wage", "capital")], file.path(out, "panel.csv"), row.names = FALSE)
controlled <- plm(emp ~ wage + capital, data = EmplUK, index = c("firm", "year"), model = "within", effect = "twoways")
told[["controlled"]] <- coef(controlled)[["wage"]]
told[["controlled/sss"]] <- sqrt(vcovHC(controlled, method = "arellano", type = "sss")["wage", "wage"])
within <- plm(emp ~ wage, data = EmplUK, index = c("firm", "year"), model = "within", effect = "twoways")
told[["panel"]] <- coef(within)[["wage"]]
for (type in types) {
  V <- vcovHC(within, method = "arellano", type = type, cluster = "group")
  told[[paste0("panel/", type)]] <- sqrt(V[1, 1])
}

told[["panel/time"]] <- sqrt(vcovHC(within, method = "arellano", type = "sss", cluster = "time")[1, 1])
# Two groups and two periods: 24 places, three households in each, seen twice; and a late programme in five periods.
set.seed(2557)
homes <- expand.grid(late = 0:1, home = 1:72)
homes$place <- (homes$home - 1) %/% 3 + 1
homes$helped <- as.integer(homes$place <= 9)
homes$baht <- round(30000 + 2000 * rnorm(24)[homes$place] + 1500 * homes$late +
  900 * homes$helped * homes$late + 3000 * rnorm(nrow(homes)))
homes$weight <- round(runif(nrow(homes), 1, 9), 2)
homes$age <- round(runif(nrow(homes), 20, 80))
write.csv(homes, file.path(out, "homes.csv"), row.names = FALSE)
pooled <- plm(baht ~ helped * late, data = transform(homes, row = 2 * home + late), index = c("place", "row"), model = "pooling")
told[["did"]] <- coef(pooled)[["helped:late"]]
for (type in types) {
  V <- vcovHC(pooled, method = "arellano", type = type, cluster = "group")
  told[[paste0("did/", type)]] <- sqrt(V["helped:late", "helped:late"])
}
aged <- lm(baht ~ helped * late + age, data = homes, weights = weight)
told[["did controlled"]] <- coef(aged)[["helped:late"]]
told[["did controlled/HC1"]] <- sqrt(vcovCL(aged, cluster = ~place, type = "HC1")["helped:late", "helped:late"])
weighted <- lm(baht ~ helped * late, data = homes, weights = weight)
told[["did weighted"]] <- coef(weighted)[["helped:late"]]
for (type in c("HC0", "HC1")) {
  V <- vcovCL(weighted, cluster = ~place, type = type, cadjust = type == "HC1")
  told[[paste0("did weighted/", type)]] <- sqrt(V["helped:late", "helped:late"])
}
# Shares among some, with the errors of a design: who is reached, and who lacks what.
homes$poor <- as.numeric(homes$baht < 30000)
homes$got <- homes$helped * (homes$home %% 2)
homes$a <- as.numeric(homes$age > 50)
homes$b <- as.numeric(homes$home %% 3 == 0)
homes$score <- (homes$poor / 2 + homes$a / 4 + homes$b / 4) * (homes$poor / 2 + homes$a / 4 + homes$b / 4 >= 0.5)
homes$chronic <- as.numeric(homes$score > 0)
write.csv(homes, file.path(out, "reached.csv"), row.names = FALSE)
design <- svydesign(ids = ~place, strata = ~helped, weights = ~weight, data = homes)
ratios <- list(
  exclusion_error = svyratio(~I(poor * (1 - got)), ~poor, design),
  inclusion_error = svyratio(~I((1 - poor) * got), ~got, design),
  coverage_not_poor = svyratio(~I((1 - poor) * got), ~I(1 - poor), design),
  headcount = svyratio(~chronic, ~I(chronic^0), design),
  intensity = svyratio(~score, ~chronic, design),
  adjusted_headcount = svyratio(~score, ~I(chronic^0), design),
  contribution = svyratio(~I(a / 4 * chronic), ~score, design)
)
for (name in names(ratios)) {
  told[[name]] <- coef(ratios[[name]])[1]
  told[[paste0(name, "/se")]] <- SE(ratios[[name]])[1]
}
panel <- expand.grid(year = 1:5, home = 1:60)
panel$on <- as.integer(panel$home <= 20 & panel$year >= 4)
panel$baht <- rnorm(60)[panel$home] * 5 + panel$year^2 + 2 * panel$on + rnorm(nrow(panel))
panel$weight <- round(runif(nrow(panel), 1, 9), 2)
panel <- panel[runif(nrow(panel)) > 0.15, ]
write.csv(panel, file.path(out, "gaps.csv"), row.names = FALSE)
dummies <- lm(baht ~ on + factor(home) + factor(year), data = panel, weights = weight)
told[["gaps weighted"]] <- coef(dummies)[["on"]]
told[["gaps weighted/HC0"]] <- sqrt(vcovCL(dummies, cluster = ~home, type = "HC0", cadjust = FALSE)["on", "on"])

# Exact matching on two traits, weights of the treated.
data("lalonde", package = "MatchIt")
lalonde$place <- seq_len(nrow(lalonde)) %% 40
matched <- matchit(treat ~ race + married + nodegree, data = lalonde, method = "exact", estimand = "ATT")
rows <- match.data(matched)
told[["matched rows"]] <- nrow(rows)
fit <- lm(re78 ~ treat, data = rows, weights = weights)
told[["matched"]] <- coef(fit)[["treat"]]
told[["matched/HC1"]] <- sqrt(vcovCL(fit, cluster = ~place, type = "HC1")["treat", "treat"])
lalonde$stratum <- as.integer(interaction(lalonde$race, lalonde$married, lalonde$nodegree))
classes <- matchit(treat ~ age + educ + race, data = lalonde, method = "subclass", estimand = "ATT", subclass = 5)

rows <- match.data(classes)
lalonde$subclass <- as.integer(classes$subclass)
told[["subclass"]] <- coef(lm(re78 ~ treat, data = rows, weights = weights))[["treat"]]
write.csv(lalonde[, c("treat", "re78", "stratum", "subclass", "place")], file.path(out, "lalonde.csv"), row.names = FALSE)

lines <- sprintf("%s,%.17g", names(told), as.numeric(unlist(told)))
writeLines(c("key,value", lines), file.path(out, "told.csv"))
