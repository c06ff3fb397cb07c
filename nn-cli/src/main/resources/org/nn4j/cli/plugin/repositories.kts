    // nn4j as it was built where this project was made: no released version is needed.
    maven { url = uri("nn4j-repository") }
