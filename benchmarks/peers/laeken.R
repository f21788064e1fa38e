# R's laeken in the place of a peer: see timing.py. It has no FGT: its weightedMean of gaps, group by
# group; its Gini with `breakdown`; its weightedMedian, group by group.
suppressMessages(library(laeken))
given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]
mode <- given[2]
measure <- given[3]
line <- 30000
turns <- 5
enough_seconds <- 20
column <- function(name) {
  file <- file.path(folder, paste0(name, ".f8"))
  readBin(file, "double", file.info(file)$size / 8)
}
code <- column("code")
baht <- column("baht")
members <- column("members")
by_group <- function(value, measure) {
  mapply(measure, split(value, code), split(members, code))
}
fgt <- function() {
  gap <- pmax((line - baht) / line, 0)
  parts <- list(as.numeric(baht < line), gap, gap^2)
  if (mode == "groups") {
    return(unlist(lapply(parts, by_group, weightedMean)))
  }
  sapply(parts, weightedMean, members)
}
gini_of <- function() {
  if (mode == "groups") {
    return(gini(baht, members, breakdown = code)$valueByStratum$value / 100)
  }
  gini(baht, members)$value / 100
}
median_of <- function() {
  if (mode == "groups") by_group(baht, weightedMedian) else weightedMedian(baht, members)
}
ways <- list(fgt = fgt, gini = gini_of, median = median_of)
seconds <- numeric()
while (length(seconds) < turns && sum(seconds) < enough_seconds) {
  start <- sum(proc.time()[1:2])
  values <- ways[[measure]]()
  seconds <- c(seconds, sum(proc.time()[1:2]) - start)
}
name <- file.path(folder, sprintf("laeken-%s-%s", mode, measure))
writeBin(as.numeric(values), paste0(name, ".f8"))
version <- sprintf("%s (R %s)", packageVersion("laeken"), getRversion())
listed <- paste(format(seconds, digits = 15), collapse = ", ")
writeLines(sprintf("{\"version\": \"%s\", \"seconds\": [%s]}", version, listed), paste0(name, ".json"))
