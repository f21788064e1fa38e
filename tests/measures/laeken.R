# Values of laeken and survey on laeken's eusilc, with the data that they were computed from.
suppressMessages({library(laeken); library(survey)})
options(digits = 17, survey.lonely.psu = "fail")
out <- commandArgs(trailingOnly = TRUE)[1]
data(eusilc)
d <- eusilc[, c("db030", "hsize", "db040", "rb050", "eqIncome")]
d$eqIncome[d$eqIncome < 0] <- 0
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
d$psus <- unname(ceiling((1 + seq_along(levels(d$db040)) / 10) *
  tapply(d$db030, d$db040, function(id) length(unique(id)))))[as.integer(d$db040)]
write.csv(d[, c("db030", "hsize", "db040", "rb050", "eqIncome", "psus")],
  file.path(out, "eusilc.csv"), row.names = FALSE)
designs <- list(
  simple = svydesign(ids = ~1, weights = ~rb050, data = d),
  clustered = svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = d),
  drawn = svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, fpc = ~psus, data = d)
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
told[["rmpg"]] <- rmpg(y, w)$value / 100
for (region in levels(d$db040)) {
  told[[paste0("rmpg/", region)]] <- rmpg(y, w, breakdown = d$db040)$valueByStratum$value[
    levels(d$db040) == region] / 100
}

# What R's convey publishes (its own formulas, worked out here for want of the package): poor is
# y <= line, quantiles are the inverse of the distribution function, densities a Gaussian kernel of
# width sd N^(-1/5), and the error is survey's error of the total of the influences.
lower <- function(x, w, p) {
  o <- order(x)
  x[o][which(cumsum(w[o]) / sum(w) >= p - 1e-12)[1]]
}
density_at <- function(at, x, w, money = FALSE) {
  n <- sum(w)
  h <- sqrt(sum(w * x^2) / n - (sum(w * x) / n)^2) / n^0.2
  k <- w * exp(-((at - x) / h)^2 / 2) / sqrt(2 * pi) / h
  if (money) sum(k * x) else sum(k) / n
}
one_line <- function(here, share = 0.6) {
  n <- sum(w)
  median <- lower(y, w, 0.5)
  z <- share * median
  line <- -share * ((y <= median) - 0.5) / (n * density_at(median, y, w))
  nd <- sum(w[here])
  f <- function(at) density_at(at, y[here], w[here])
  poor <- here & y <= z
  rate <- sum(w[poor]) / nd
  heads <- (poor - rate * here) / nd + f(z) * line
  at <- lower(y[poor], w[poor], 0.5)
  middle <- (0.5 * heads - (here & y <= at) / nd + here * 0.5 * rate / nd) / f(at)
  powered <- function(g) {
    value <- sum(w[poor] * ((z - y[poor]) / z)^g) / nd
    slope <- sum(w[poor] * g * ((z - y[poor]) / z)^(g - 1) * y[poor] / z^2) / nd
    list(value, (ifelse(poor, (pmax(z - y, 0) / z)^g, 0) - value * here) / nd + slope * line)
  }
  list(line = list(z, line), headcount = list(rate, heads), median_poor = list(at, middle),
    median_gap_ratio = list(1 - at / z, -middle / z + at * line / z^2),
    poverty_gap = powered(1), squared_gap = powered(2))
}
fifths <- function() {
  q <- c(lower(y, w, 0.2), lower(y, w, 0.8))
  s <- sapply(q, function(at) sum(w * y * (y <= at)))
  up_to <- function(at, p) {
    y * (y <= at) - density_at(at, y, w, TRUE) / (sum(w) * density_at(at, y, w)) * ((y <= at) - p)
  }
  ratio <- (sum(w * y) - s[2]) / s[1]
  list(ratio, (y - up_to(q[2], 0.8) - ratio * up_to(q[1], 0.2)) / s[1])
}
by_rank <- function(x, here = rep(1, length(x))) {
  v <- w * here; n <- sum(v); s <- sum(v * x)
  o <- order(x)
  back <- order(o)
  r <- cumsum(v[o])[back]
  over <- s - cumsum((v * x)[o])[back] + v * x
  value <- (2 * sum(r * x * v) - s) / (s * n) - 1
  list(value, here * ((2 * (over + r * x) - x) / (s * n) - (value + 1) * (x / s + 1 / n)))
}
half_line <- function(z) {
  n <- sum(w)
  poor <- 1 * (y <= z)
  heads <- sum(w * poor) / n
  gap <- sum(w * poor * (z - y) / z) / n
  heads_moved <- (poor - heads) / n
  gap_moved <- (poor * (z - y) / z - gap) / n
  g <- by_rank(y, poor)
  all_gaps <- by_rank(pmax(z - y, 0))
  list(
    sen = list(heads * g[[1]] + gap * (1 - g[[1]]),
      g[[1]] * heads_moved + (1 - g[[1]]) * gap_moved + (heads - gap) * g[[2]]),
    sst = list(gap * (1 + all_gaps[[1]]), (1 + all_gaps[[1]]) * gap_moved + gap * all_gaps[[2]])
  )
}
entropy <- function(a) {
  up <- y > 0
  x <- y[up]; v <- w[up]; n <- sum(v); m <- sum(v * x) / n
  value <- if (a == 0) sum(v * log(m / x)) / n else if (a == 1) sum(v * x / m * log(x / m)) / n else
    (sum(v * (x / m)^a) / n - 1) / (a * (a - 1))
  own <- if (a == 0) log(m / x) + x / m - 1 else if (a == 1)
    x / m * log(x / m) - (value + 1) * (x / m - 1) else
    ((x / m)^a - 1) / (a * (a - 1)) - sum(v * (x / m)^a) / n / (a - 1) * (x / m - 1)
  list(value, replace(0 * y, up, (own - value) / n))
}
atkinson <- function(e) {
  up <- y > 0
  x <- y[up]; v <- w[up]; n <- sum(v); m <- sum(v * x) / n
  mean_of <- if (e == 1) sum(v * log(x)) / n else sum(v * x^(1 - e)) / n
  level <- if (e == 1) exp(mean_of) else mean_of^(1 / (1 - e))
  moved <- if (e == 1) level * (log(x) - mean_of) else
    level / (1 - e) * (x^(1 - e) / mean_of - 1)
  list(1 - level / m, replace(0 * y, up, (level / m^2 * (x - m) - moved / m) / n))
}
curve <- function(p) {
  o <- order(y)
  cum <- cumsum(w[o])
  inside <- pmin(pmax((p * sum(w) - cum) / w[o] + 1, 0), 1)
  sum(w[o] * y[o] * inside) / sum(w * y)
}
tell <- function(name, found) {
  told[[paste0("convey ", name)]] <<- found[[1]]
  for (kind in names(designs)) {
    designs[[kind]]$variables$scores <- found[[2]]
    told[[paste0("convey se ", name, "/", kind)]] <<- SE(svytotal(~scores, designs[[kind]]))[1]
  }
}
everyone <- rep(TRUE, nrow(d))
for (key in names(one_line(everyone))) tell(key, one_line(everyone)[[key]])
tyrol <- one_line(d$db040 == "Tyrol")
for (key in setdiff(names(tyrol), "line")) tell(paste0(key, "/Tyrol"), tyrol[[key]])
tell("qsr", fifths())
for (a in 0:2) tell(paste0("ge:", a), entropy(a))
for (e in c(0.5, 1, 2)) tell(paste0("atkinson:", e), atkinson(e))
for (key in c("sen", "sst")) tell(key, half_line(10000)[[key]])
tell("gini", by_rank(y))
for (p in c(0.1, 0.5, 0.9)) told[[paste0("convey lorenz:", p)]] <- curve(p)

# Strata with one first unit, and one of which all units were drawn.
few <- d[d$db040 %in% c("Tyrol", "Vorarlberg") | !duplicated(d$db040), ]
few$all <- ifelse(few$db040 == "Burgenland", 1, 1e6)
write.csv(few[, c("db030", "db040", "rb050", "eqIncome", "all")], file.path(out, "few.csv"),
  row.names = FALSE)
for (rule in c("certainty", "adjust", "average")) {
  options(survey.lonely.psu = rule)
  drawn <- svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, fpc = ~all, data = few)
  told[[paste0("lonely mean/", rule)]] <- SE(svymean(~eqIncome, drawn))[1]
  plain <- svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = few)
  told[[paste0("lonely total/", rule)]] <- SE(svytotal(~eqIncome, plain))[1]
}

# Replicate weights of both kinds of centre.
small <- d[d$db040 %in% c("Tyrol", "Vorarlberg") & d$db030 %% 8 == 0, ]
small$db040 <- factor(small$db040)
options(survey.lonely.psu = "fail")
base <- svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = small)
for (mse in c(TRUE, FALSE)) {
  jack <- as.svrepdesign(base, type = "JKn", mse = mse)
  told[[paste0("jackknife/", mse)]] <- SE(withReplicates(jack, function(w, data) {
    gini(data$eqIncome[w > 0], w[w > 0])$value / 100
  }))[1]
  told[[paste0("jackknife line/", mse)]] <- SE(withReplicates(jack, function(w, data) {
    arpr(data$eqIncome[w > 0], w[w > 0])$value / 100
  }))[1]
}
reps <- weights(jack, "analysis")
colnames(reps) <- paste0("r", seq_len(ncol(reps)))
write.csv(cbind(small[, c("db030", "db040", "rb050", "eqIncome")], reps),
  file.path(out, "small.csv"), row.names = FALSE)
write.csv(data.frame(rscales = jack$rscales), file.path(out, "rscales.csv"), row.names = FALSE)
told[["jackknife scale"]] <- jack$scale
lines <- sprintf("%s,%.17g", names(told), as.numeric(unlist(told)))
writeLines(c("key,value", lines), file.path(out, "told.csv"))
