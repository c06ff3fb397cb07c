// The program of ../consumer-maven, built with Gradle 7.4 or newer.
plugins {
    application
}

version = "1.0.0"

repositories {
    mavenCentral()
}

dependencies {
    implementation(platform("org.nn4j:nn4j-bom:0.1.0-SNAPSHOT"))
    implementation("org.nn4j:nn4j")
}

sourceSets {
    main {
        java.srcDir("../consumer-maven/src/main/java")
    }
}

tasks.withType<JavaCompile> {
    options.release = 17
}

application {
    mainModule = "com.example.iris"
    mainClass = "com.example.iris.Iris"
    applicationDefaultJvmArgs = listOf("--add-modules", "jdk.incubator.vector")
}
