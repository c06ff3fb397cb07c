# Writes real tables of R packages as CSV files, each with its target as the column "target".
# Rscript export.R FOLDER
# Debian: r-base-core r-cran-mlbench r-cran-kernlab r-cran-ggplot2 r-cran-cardata r-cran-aer r-cran-modeldata
folder <- commandArgs(TRUE)[1]
targets <- list(
  mlbench = c(Satellite = "classes", LetterRecognition = "lettr", Vehicle = "Class", PimaIndiansDiabetes2 = "diabetes",
    Ionosphere = "Class", BostonHousing = "medv", Soybean = "Class", HouseVotes84 = "Class"),
  kernlab = c(spam = "type", income = "INCOME"),
  ggplot2 = c(diamonds = "price"),
  carData = c(Salaries = "salary", Chile = "vote", GSSvocab = "vocab"),
  AER = c(HMDA = "deny", CPS1985 = "wage", DoctorVisits = "visits"),
  modeldata = c(ames = "Sale_Price", attrition = "Attrition", concrete = "compressive_strength", credit_data = "Status",
    wa_churn = "churn", stackoverflow = "Remote", hpc_data = "class"))
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
for (package in names(targets)) {
  for (name in names(targets[[package]])) {
    loaded <- new.env()
    data(list = name, package = package, envir = loaded)
    table <- as.data.frame(get(name, envir = loaded))
    names(table)[names(table) == targets[[package]][[name]]] <- "target"
    table <- table[!is.na(table$target), ]
    write.csv(table, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "")
  }
}
