# Reference values for differences and associations, of R itself. Recorded in groups.csv; the tests need no R.
#
#   Rscript --vanilla tests/reference/groups.R tests/analysis/statistics/data > tests/reference/groups.csv
#
# Recorded with R 4.2.2, car 3.1-1, coin 1.4-2, effectsize 0.8.3, emmeans 1.8.4-1, lmerTest 3.1-3, lmtest 0.9-40,
# rstatix 0.7.2 and sandwich 3.0-2 (Debian 12). Deterministic: nothing is drawn. The data sets are those of the tests
# (origins: tests/analysis/statistics/data/README.md), R's HairEyeColor, and the job satisfaction of ?fisher.test
# (Agresti 2002, p. 57).
suppressPackageStartupMessages(library(effectsize))
folder <- commandArgs(TRUE)[1]
data_of <- function(name) read.csv(file.path(folder, paste0(name, ".csv")), check.names = FALSE)
put <- function(analysis, ...) {
  for (values in list(...)) {
    names <- if (is.null(names(values))) seq_along(values) else names(values)
    cat(sprintf("%s,%s,%.15g\n", analysis, names, unlist(values)), sep = "")
  }
}
named <- function(prefix, values) setNames(as.vector(unlist(values)), paste(prefix, seq_along(unlist(values)), sep = "_"))
cat("analysis,name,value\n")

# Groups
for (case in c("plant_growth", "chickwts", "tooth_growth")) {
  data <- data_of(case)
  data$group <- factor(data$group)
  model <- aov(value ~ group, data)
  f <- summary(model)[[1]]
  welch <- oneway.test(value ~ group, data)
  kruskal <- kruskal.test(value ~ group, data)
  levene <- car::leveneTest(value ~ group, data, center = mean)
  median <- car::leveneTest(value ~ group, data, center = stats::median)
  put(case, c(anova_f = f[1, 4], anova_p = f[1, 5], welch_f = unname(welch$statistic),
              welch_df = unname(welch$parameter[2]), welch_p = welch$p.value, kruskal_h = unname(kruskal$statistic),
              kruskal_p = kruskal$p.value, levene_f = levene[1, 2], levene_p = levene[1, 3], median_f = median[1, 2],
              median_p = median[1, 3]))
  for (measure in c("eta", "omega", "epsilon")) {
    # Two-sided; the limits of omega and epsilon squared are not compared (effectsize gives them other ones than eta's)
    of <- get(paste0(measure, "_squared"))(model, partial = FALSE, ci = 0.95, alternative = "two.sided", verbose = FALSE)
    put(case, setNames(c(of[[2]], of$CI_low, of$CI_high), paste0(measure, c("", "_low", "_high"))))
  }
  put(case, c(rank_epsilon = rank_epsilon_squared(value ~ group, data = data, ci = NULL)[[1]]))
  tukey <- TukeyHSD(model)$group
  howell <- rstatix::games_howell_test(data, value ~ group, detailed = TRUE)
  # rstatix rounds its p to three decimals
  howell_p <- ptukey(howell$statistic * sqrt(2), nlevels(data$group), howell$df, lower.tail = FALSE)
  stopifnot(abs(howell_p - howell$p.adj) < 6e-4)
  dunn <- rstatix::dunn_test(data, value ~ group, p.adjust.method = "holm")
  put(case, named("tukey_p", tukey[, "p adj"]), named("tukey_low", -tukey[, "upr"]), named("tukey_high", -tukey[, "lwr"]),
      named("howell_p", howell_p), named("howell_low", -howell$conf.high), named("howell_high", -howell$conf.low),
      named("dunn_p", dunn$p.adj))
}

# Ordered groups: the linear contrast, and Jonckheere–Terpstra, whose z is that of Kendall's S of answers and groups
tooth <- data_of("tooth_growth")
linear <- summary(lm(value ~ ordered(group), tooth))$coefficients[2, ]
put("trend", c(estimate = linear[[1]], t = linear[[3]], p = linear[[4]]))
kendall <- suppressWarnings(cor.test(tooth$value, tooth$group, method = "kendall", exact = FALSE))
higher <- function(a, b) sum(outer(a, b, "<")) + sum(outer(a, b, "==")) / 2
parts <- split(tooth$value, tooth$group)
put("jonckheere", c(j = higher(parts[[1]], parts[[2]]) + higher(parts[[1]], parts[[3]]) + higher(parts[[2]], parts[[3]]),
                    z = unname(kendall$statistic), p = kendall$p.value, tau_b = unname(kendall$estimate)))

# Two groups, and the same subjects twice
chicks <- data_of("chickwts")
chicks <- chicks[chicks$group %in% c("casein", "linseed"), ]
student <- t.test(value ~ group, chicks, var.equal = TRUE)
welch <- t.test(value ~ group, chicks)
ranks <- suppressWarnings(wilcox.test(value ~ group, chicks, exact = FALSE))
g <- hedges_g(value ~ group, data = chicks)
put("two_groups", c(student_t = unname(student$statistic), student_p = student$p.value, welch_t = unname(welch$statistic),
                    welch_df = unname(welch$parameter), welch_p = welch$p.value, welch_low = welch$conf.int[1],
                    welch_high = welch$conf.int[2], u = unname(ranks$statistic), u_p = ranks$p.value, g = g[[1]],
                    g_low = g$CI_low, g_high = g$CI_high, rank_biserial = rank_biserial(value ~ group, data = chicks)[[1]]))
for (bound in c(60, 120)) {
  below <- t.test(value ~ group, chicks, mu = bound, alternative = "less")$p.value
  above <- t.test(value ~ group, chicks, mu = -bound, alternative = "greater")$p.value
  put("equivalence", setNames(max(below, above), paste0("p_", bound)))
}
put("equivalence", setNames(t.test(value ~ group, chicks, conf.level = 0.9)$conf.int, c("low", "high")))
sleep <- data_of("sleepstudy")
paired <- t.test(sleep$`9`, sleep$`0`, paired = TRUE)
signed <- wilcox.test(sleep$`9`, sleep$`0`, paired = TRUE)
put("paired", c(t = unname(paired$statistic), p = paired$p.value, low = paired$conf.int[1], high = paired$conf.int[2],
                w = unname(signed$statistic), w_p = signed$p.value))

# Two factors; without some answers the types of sums of squares differ
tooth$supplement <- factor(rep(rep(c("VC", "OJ"), each = 10), 3))
tooth$dose <- factor(tooth$group)
fewer <- tooth[-c(1:4, 12, 33, 34, 58), ]
model <- lm(value ~ supplement * dose, fewer, contrasts = list(supplement = contr.sum, dose = contr.sum))
for (type in 2:3) {
  found <- car::Anova(model, type = type)
  found <- found[c("supplement", "dose", "supplement:dose", "Residuals"), ]
  put(paste0("two_factors_", type), named("ss", found[, 1]), named("f", found[1:3, 3]), named("p", found[1:3, 4]))
}

# Covariance
pupils <- data_of("holzinger_swineford")
pupils$part <- factor(rep(c("a", "b", "c"), c(100, 100, 101)))
model <- lm(x1 ~ x4 + part, pupils)
tested <- car::Anova(model)
slopes <- anova(model, lm(x1 ~ x4 * part, pupils))
means <- as.data.frame(emmeans::emmeans(model, "part"))
pairs <- as.data.frame(emmeans::contrast(emmeans::emmeans(model, "part"), "pairwise", adjust = "holm"))
put("ancova", c(f = tested["part", 3], p = tested["part", 4], slope = coef(model)[["x4"]], slopes_f = slopes$F[2],
                slopes_p = slopes$`Pr(>F)`[2]),
    named("adjusted", means$emmean), named("se", means$SE), named("low", means$lower.CL), named("high", means$upper.CL),
    named("difference", pairs$estimate), named("pair_p", pairs$p.value))

# Regression
attitude <- data_of("attitude")
model <- lm(rating ~ ., attitude)
found <- summary(model)
scaled <- lm(rating ~ ., as.data.frame(scale(attitude)))
robust <- lmtest::coeftest(model, vcov. = sandwich::vcovHC(model, "HC3"))
wald <- lmtest::waldtest(model, vcov = sandwich::vcovHC(model, "HC3"))
without <- anova(lm(rating ~ complaints + privileges, attitude), model)
put("regression", named("b", coef(model)), named("se", found$coefficients[, 2]), named("t", found$coefficients[, 3]),
    named("p", found$coefficients[, 4]), named("beta", coef(scaled)[-1]), named("beta_low", confint(scaled)[-1, 1]),
    named("vif", car::vif(model)), named("hc3_se", robust[, 2]), named("hc3_p", robust[, 4]),
    c(r2 = found$r.squared, adjusted = found$adj.r.squared, sigma = found$sigma, f = unname(found$fstatistic[1]),
      hc3_f = wald$F[2], block_f = without$F[2], block_p = without$`Pr(>F)`[2]))

# A random intercept for each subject, on all answers and without one in four
long <- data.frame(subject = factor(rep(sleep$subject, 10)), day = rep(0:9, each = 18), time = unlist(sleep[, -1]))
long$there <- (rep(1:18, 10) + rep(1:10, each = 18)) %% 4 != 0
for (case in c("all", "fewer")) {
  model <- suppressMessages(lmerTest::lmer(time ~ day + (1 | subject), if (case == "all") long else long[long$there, ]))
  found <- summary(model)$coefficients
  variances <- as.data.frame(lme4::VarCorr(model))$vcov
  put(paste0("mixed_", case), named("b", found[, 1]), named("se", found[, 2]), named("df", found[, 3]),
      named("t", found[, 4]), named("p", found[, 5]),
      c(subjects = variances[1], residual = variances[2], reml = as.numeric(lme4::REMLcrit(model))))
}

# Cross-tables
job <- matrix(c(1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11), 4, 4)
hair <- apply(HairEyeColor, 1:2, sum)
for (case in c("job", "hair")) {
  counts <- get(case)
  tested <- suppressWarnings(chisq.test(counts))
  v <- cramers_v(counts, adjust = FALSE, ci = 0.95, alternative = "two.sided")
  ratio <- 2 * sum(counts * log(pmax(counts, 1e-300) / tested$expected))
  # effectsize seeks both limits at once by optim, which misses the upper one where the lower one is 0 (case job)
  upper <- uniroot(function(x) pchisq(tested$statistic, tested$parameter, x) - 0.025, c(0, 1000), tol = 1e-12)$root
  put(case, c(chi2 = unname(tested$statistic), p = tested$p.value, g2 = ratio, v = v[[1]], v_low = v$CI_low,
              v_high = v$CI_high, v_upper = unname(sqrt(upper / (sum(counts) * (min(dim(counts)) - 1))))),
      named("stdres", tested$stdres))
}
rows <- rep(row(job), job)
columns <- rep(col(job), job)
linear <- coin::statistic(coin::lbl_test(as.table(job)))
tau <- suppressWarnings(cor.test(rows, columns, method = "kendall", exact = FALSE))
put("job", c(fisher = fisher.test(job)$p.value, linear_z = abs(as.numeric(linear)), tau_b = unname(tau$estimate),
             tau_z = unname(tau$statistic)))
tea <- matrix(c(3, 1, 1, 3), 2)
put("tea", c(fisher = fisher.test(tea)$p.value))

# Correlations; the pairs by column: 21, 31, 41, ..., 32, 42, ...
pairs <- combn(7, 2)
for (method in c("pearson", "spearman", "kendall")) {
  tests <- apply(pairs, 2, function(p) {
    suppressWarnings(cor.test(attitude[[p[1]]], attitude[[p[2]]], method = method, exact = FALSE))
  })
  p <- sapply(tests, function(test) test$p.value)
  put(method, named("r", sapply(tests, function(test) test$estimate)), named("p", p),
      named("holm", p.adjust(p, "holm")), named("bh", p.adjust(p, "BH")))
  if (method == "pearson") {
    put(method, named("low", sapply(tests, function(test) test$conf.int[1])),
        named("high", sapply(tests, function(test) test$conf.int[2])))
  }
}
