# Reference values for scales, of R itself. Recorded in scales.csv; the tests read that file and need no R.
#
#   Rscript --vanilla tests/reference/scales.R tests/analysis/statistics/data > tests/reference/scales.csv
#
# Recorded with R 4.2.2, psych 2.2.9, GPArotation 2022.10.2, lavaan 0.6-14, semTools 0.5-6 and polycor 0.8-1 (Debian 12).
# Deterministic: nothing is drawn. The data sets are those of the tests (origins: tests/analysis/statistics/data/README.md).
suppressPackageStartupMessages({
  library(psych)
  library(lavaan)
})
folder <- commandArgs(TRUE)[1]
data_of <- function(name) read.csv(file.path(folder, paste0(name, ".csv")))
put <- function(analysis, ...) {
  for (values in list(...)) {
    names <- if (is.null(names(values))) seq_along(values) else names(values)
    cat(sprintf("%s,%s,%.15g\n", analysis, names, unlist(values)), sep = "")
  }
}
named <- function(prefix, values) setNames(as.vector(unlist(values)), paste(prefix, seq_along(unlist(values)), sep = "_"))
cat("analysis,name,value\n")

attitude <- data_of("attitude")
pupils <- data_of("holzinger_swineford")[paste0("x", 1:9)]
# One answer in seventeen is taken out, by a rule that the tests follow too
gaps <- pupils[1:6]
gaps[outer(seq_len(nrow(gaps)), 1:6, function(i, j) (7 * i + 3 * j) %% 17 == 0)] <- NA
agreeable <- data_of("bfi_agreeableness")[paste0("A", 1:5)]
mania <- data_of("asrm")
right <- data_of("lsat6")

# psych::alpha
alpha_of <- function(analysis, items, ...) {
  found <- suppressWarnings(alpha(items, warnings = FALSE, ...))
  put(analysis,
      unlist(found$total[c("raw_alpha", "std.alpha", "average_r")]),
      c(feldt_low = unname(unlist(found$feldt$lower.ci)), feldt_high = unname(unlist(found$feldt$upper.ci))),
      named("alpha_drop", found$alpha.drop$raw_alpha), named("r_drop", found$item.stats$r.drop),
      named("mean", found$item.stats$mean), named("sd", found$item.stats$sd), named("n", found$item.stats$n))
}
alpha_of("alpha_attitude", attitude)
alpha_of("alpha_listwise", na.omit(gaps))
alpha_of("alpha_pairwise", gaps, use = "pairwise")
alpha_of("alpha_reversed", agreeable, keys = c(-1, 1, 1, 1, 1))
alpha_of("alpha_pasteur", pupils[1:156, 1:3])
alpha_of("alpha_grant_white", pupils[157:301, 1:3])

# Guttman's lambda-2: psych takes correlations. Two halves: splitHalf over all of them, and odd against even by hand
put("lambda2", c(attitude = suppressMessages(suppressWarnings(guttman(cor(attitude))))$lambda.2))
halves <- splitHalf(pupils[1:4], raw = TRUE, covar = TRUE)
put("split_half", c(pupils_r = cor(pupils$x1 + pupils$x3, pupils$x2 + pupils$x4), best = halves$maxrb, worst = halves$minrb,
                    alpha = halves$alpha), named("each", sort(halves$raw)))

# One factor: factanal, psych::fa and omega, lavaan and semTools
put("one_factor_factanal", named("loading", factanal(attitude, 1, control = list(opt = list(factr = 10)))$loadings))
put("one_factor_psych", named("loading", fa(attitude, 1, fm = "ml")$loadings))
put("omega_psych", c(attitude = suppressMessages(suppressWarnings(
  omega(attitude, 1, fm = "ml", flip = FALSE, plot = FALSE)))$omega.tot))
for (case in c("attitude", "pupils", "gaps")) {
  items <- na.omit(get(case))
  fit <- cfa(paste("f =~", paste(names(items), collapse = " + ")), items, std.lv = TRUE)
  measures <- fitMeasures(fit, c("ntotal", "chisq", "df", "pvalue", "cfi", "tli", "rmsea", "rmsea.ci.lower",
                                 "rmsea.ci.upper", "srmr"))
  estimates <- parameterEstimates(fit)[seq_along(items), ]
  analysis <- paste0("lavaan_", case)
  put(analysis, setNames(as.vector(measures), names(measures)), named("loading", estimates$est),
      named("se", estimates$se), named("standardised", standardizedSolution(fit)$est.std[seq_along(items)]),
      c(omega = suppressWarnings(suppressMessages(semTools::reliability(fit)))["omega", 1]))
}

# Polychoric and tetrachoric correlations, the pairs by column: 21, 31, 41, ..., 32, 42, ...
below <- function(r) r[lower.tri(r)]
put("polychoric_psych", named("r", below(polychoric(mania, correct = 0, global = FALSE)$rho)))
pairs <- combn(5, 2)
put("polychoric_polycor", named("r", apply(pairs, 2, function(p) polycor::polychor(mania[[p[1]]], mania[[p[2]]]))))
answered <- right[rep(seq_len(nrow(right)), right[[ncol(right)]]), 1:5]
put("tetrachoric_psych", named("r", below(tetrachoric(answered, correct = 0)$rho)))

# Do the items belong together
for (case in c("attitude", "pupils")) {
  items <- get(case)
  adequacy <- KMO(cor(items))
  bartlett <- cortest.bartlett(cor(items), n = nrow(items))
  put(paste0("kmo_", case), c(kmo = adequacy$MSA), named("item", adequacy$MSAi),
      c(chisq = bartlett$chisq, df = bartlett$df, p = bartlett$p.value))
}
efa <- function(analysis, found) {
  by_variance <- order(-diag(found$Phi %*% crossprod(unclass(found$loadings))))
  put(analysis, named("loading", unclass(found$loadings)[, by_variance]),
      named("phi", below(found$Phi[by_variance, by_variance])), named("communality", found$communality),
      named("eigenvalue", found$e.values), c(chisq = found$STATISTIC, df = found$dof, p = found$PVAL, tli = found$TLI),
      named("rmsea", found$RMSEA[1:3]))
}
efa("fa_minres", fa(pupils, 3, rotate = "oblimin", fm = "minres"))
efa("fa_ml", fa(pupils, 3, rotate = "oblimin", fm = "ml"))
# Two factors of five items with two minima: at the higher one item 1 is all factor, at the lower one item 4
two_minima <- diag(5)
two_minima[lower.tri(two_minima)] <- c(0.19, 0.11, 0.20, 0.08, 0.38, 0.30, 0.39, 0.22, 0.25, 0.36)
two_minima <- two_minima + t(two_minima) - diag(5)
lowest <- suppressWarnings(fa(two_minima, 2, n.obs = 100, rotate = "oblimin", fm = "minres"))
put("fa_two_minima", named("communality", lowest$communality))

# Friedman, with Kendall's W
times <- as.matrix(data_of("rounding_times"))
found <- friedman.test(times)
put("friedman", c(chisq = unname(found$statistic), p = found$p.value,
                  w = unname(found$statistic) / (nrow(times) * (ncol(times) - 1))))
