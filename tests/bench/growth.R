# Fit quantiles as R's quantreg does, method fn: outcome first, then the columns of the design. Print the processor's seconds.
given <- commandArgs(TRUE)
rows <- as.integer(given[2]); taus <- as.numeric(strsplit(given[3], ",")[[1]])
values <- readBin(given[1], "double", n = file.size(given[1]) / 8, size = 8)
table <- matrix(values, nrow = rows)
y <- table[, 1]; x <- table[, -1]
cat(sum(system.time(for (tau in taus) quantreg::rq.fit.fnb(x, y, tau))[c("user.self", "sys.self")]), "\n")
