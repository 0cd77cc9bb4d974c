# Fit the random-intercept model as R's lme4 does: school, outcome, covariates. Print the processor's seconds.
given <- commandArgs(TRUE)
rows <- as.integer(given[2])
values <- readBin(given[1], "double", n = file.size(given[1]) / 8, size = 8)
table <- as.data.frame(matrix(values, nrow = rows))
names(table) <- c("school", "outcome", paste0("x", seq_len(ncol(table) - 2)))
model <- reformulate(c(names(table)[-(1:2)], "(1 | school)"), "outcome")
cat(sum(system.time(lme4::lmer(model, table, REML = TRUE))[c("user.self", "sys.self")]), "\n")
