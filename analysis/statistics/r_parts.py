"""What the programs in R share: the reading of the answers, the model of one factor, and polychoric correlations.

They stand on R's own packages alone. Texts that are not ASCII are written as escapes, so that a program means the same
in every locale.
"""

R_READING = r"""# The file stands beside this program (Rscript), or in R's working directory
program <- gsub("~+~", " ", sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)), fixed = TRUE)
if (!file.exists(FILE) && length(program) == 1) setwd(dirname(program))
if (!file.exists(FILE)) stop(FILE, " does not stand in ", getwd(), "; go to its folder with setwd()")

text_rows <- function() {
  text <- iconv(list(readBin(FILE, "raw", file.size(FILE))), ENCODING, "UTF-8")
  if (is.na(text)) stop(FILE, " is not written in ", ENCODING)
  text <- gsub("\r\n?", "\n", sub("^\ufeff", "", text))
  text <- sub("^\"?sep=.\"?[ \t]*\n", "", text, ignore.case = TRUE)  # Excel's own first line is no row of the table
  if (DELIMITER == " ") text <- gsub("(^|\n) +", "\\1", gsub(" +", " ", text))  # one space or more
  Encoding(text) <- "bytes"
  # A cell: what stands between quotes, what comes after it, and a delimiter or the end of the line
  end <- paste0(if (DELIMITER == "\t") "\\t" else paste0("\\", DELIMITER), "\\n")
  cell <- sprintf("(?:\"(?:[^\"]++|\"\")*+\")?[^%s]*+(?:[%s]|$)", end, end)
  found <- gregexpr(cell, text, perl = TRUE, useBytes = TRUE)[[1]]
  cells <- substring(text, found, found + attr(found, "match.length") - 1)
  last <- grepl("\n$", cells, useBytes = TRUE)
  cells <- sub(sprintf("[%s]$", end), "", cells, perl = TRUE, useBytes = TRUE)
  quoted <- startsWith(cells, "\"")
  inner <- sub("^\"((?:[^\"]++|\"\")*+)\"", "\\1", cells[quoted], perl = TRUE, useBytes = TRUE)
  cells[quoted] <- gsub("\"\"", "\"", inner, fixed = TRUE, useBytes = TRUE)
  Encoding(cells) <- "UTF-8"
  row <- cumsum(c(1, last[-length(last)]))
  column <- sequence(rle(row)$lengths)
  table <- matrix("", max(row), max(column))
  table[cbind(row, column)] <- cells
  table
}

# The items as they stand in the file: one row a respondent, texts
read_cells <- function() {
  first <- FIRST_ROW
  if (FORMAT == "sav") {
    answers <- haven::read_sav(FILE, user_na = TRUE)
    table <- sapply(answers[POSITIONS], function(x) as.character(unclass(x)))
    first <- 1
  } else if (FORMAT == "xlsx") {
    # From the first column of the sheet, also where that is empty
    answers <- readxl::read_excel(FILE, SHEET, readxl::cell_limits(c(FIRST_ROW, 1), c(NA, NA)), col_names = FALSE,
                                  col_types = "text", .name_repair = "minimal")
    table <- as.matrix(answers)[, POSITIONS]
  } else {
    table <- text_rows()
    places <- POSITIONS
    if (length(places) == 0) {
      places <- match(ITEMS, trimws(table[1, ]))
      if (anyNA(places)) stop("no column is called ", paste(ITEMS[is.na(places)], collapse = ", "))
      first <- 2 + SKIP_ROWS
    }
    table <- table[seq_len(nrow(table)) >= first, places, drop = FALSE]
  }
  table <- matrix(table, ncol = length(ITEMS))
  table[is.na(table)] <- ""
  table[!((seq_len(nrow(table)) + first - 1) %in% LEFT_OUT), , drop = FALSE]  # by their number in the file
}

# Without regard to case, outer spaces and kinds of space
fold <- function(words) {
  tolower(trimws(gsub("[[:space:]\u00a0\u2007\u2009\u202f]+", " ", gsub("\u00df", "ss", words))))
}

number <- function(cells) {
  words <- fold(cells)
  values <- suppressWarnings(as.numeric(gsub(DECIMAL, ".", words, fixed = TRUE)))
  answer <- match(words, fold(names(ANSWERS)))
  values[!is.na(answer)] <- unname(ANSWERS)[answer[!is.na(answer)]]
  missing <- words == "" | words %in% fold(MISSING_WORDS)
  strange <- unique(cells[is.na(values) & !missing])
  if (length(strange) > 0) stop("no number and no known answer: ", paste(strange, collapse = "; "))
  values[missing | values %in% MISSING_NUMBERS] <- NA
  values
}

# The answers: text to numbers, missing codes out, reversed items turned round by the range of the answers
cells <- read_cells()
items <- as.data.frame(lapply(seq_along(ITEMS), function(i) number(cells[, i])), col.names = seq_along(ITEMS))
names(items) <- ITEMS
for (name in names(REVERSED)) items[[name]] <- REVERSED[[name]] - items[[name]]

# Listwise: respondents who answered every item. Pairwise: each covariance over who answered both items.
answered <- !is.na(items)
items <- items[if (MISSING == "listwise") rowSums(!answered) == 0 else rowSums(answered) > 0, ]
n <- nrow(items)
pair_n <- min(crossprod(!is.na(items)))
k <- length(ITEMS)
options(width = 160)
# In tables a long question is cut off
labels <- ifelse(nchar(ITEMS) > 40, paste0(seq_along(ITEMS), " ", strtrim(ITEMS, 36), "..."), ITEMS)
"""

R_ONE_FACTOR = r"""# One factor by maximum likelihood: standardised loadings and uniquenesses from 0.005; NULL for none
one_factor <- function(R) {
  if (ncol(R) < 3 || anyNA(R) || min(eigen(R, TRUE, TRUE)$values) <= 1e-10) return(NULL)
  for (precision in c(10, 1e7)) {
    found <- tryCatch(factanal(covmat = R, factors = 1, control = list(lower = 0.005, opt = list(factr = precision))),
                      error = function(e) NULL)
    if (!is.null(found)) break
  }
  if (is.null(found)) return(NULL)
  loadings <- as.vector(found$loadings)
  list(loadings = if (sum(loadings) < 0) -loadings else loadings, unique = unname(found$uniquenesses))
}
"""

R_POLYCHORIC = r"""# Polychoric correlations in two steps (Olsson 1979): thresholds from the margins, then the
# correlation, empty cells left empty. As psych::polychoric(items, correct = 0, global = FALSE, smooth = FALSE), which
# stops at about the fourth decimal and takes at most eight answers.
polychoric_of <- function(items) {
  jacobi <- matrix(0, 48, 48)  # its roots are the nodes of Gauss and Legendre (Golub & Welsch 1969)
  jacobi[cbind(1:47, 2:48)] <- jacobi[cbind(2:48, 1:47)] <- (1:47) / sqrt(4 * (1:47)^2 - 1)
  nodes <- eigen(jacobi, TRUE)
  weights <- 2 * nodes$vectors[1, ]^2
  below <- function(h, k, r) {  # Drezner & Wesolowsky (1990)
    half <- asin(r) / 2
    chance <- outer(pnorm(h), pnorm(k))
    for (i in seq_along(weights)) {
      s <- sin(half * (1 + nodes$values[i]))
      chance <- chance + half * weights[i] / (2 * pi) *
        exp(-(outer(h^2, k^2, "+") - 2 * s * outer(h, k)) / (2 * (1 - s^2)))
    }
    chance
  }
  thresholds <- function(counts) c(-12, qnorm(cumsum(counts)[-length(counts)] / sum(counts)), 12)
  result <- diag(ncol(items))
  for (i in seq_len(ncol(items))[-1]) for (j in seq_len(i - 1)) {
    both <- complete.cases(items[c(i, j)])
    counts <- table(items[both, i], items[both, j])
    if (min(dim(counts)) < 2) {
      result[i, j] <- result[j, i] <- NA
      next
    }
    h <- thresholds(rowSums(counts))
    k <- thresholds(colSums(counts))
    surprise <- function(r) {
      cells <- below(h, k, r)
      cells <- diff(cells)
      cells <- cells[, -1] - cells[, -ncol(cells)]
      -sum(counts * log(pmax(cells, 1e-16))) / sum(counts)
    }
    result[i, j] <- result[j, i] <- optimize(surprise, c(-0.9999, 0.9999), tol = 1e-9)$minimum
  }
  result
}
"""
