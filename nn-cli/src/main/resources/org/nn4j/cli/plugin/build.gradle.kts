plugins {
    @language_plugin@
}

group = "@package@"
version = "1.0.0"
description = "The @noun@ @name@ for nn4j."

repositories {
@repositories@    mavenCentral()
}

val nn4j = "@nn4j_version@"

dependencies {
    // All that the plug-in sees of nn4j, which has it, so the jar does not.
    compileOnly("org.nn4j:nn-api:$nn4j")
    // Annotations on nn-api's classes, which the compiler looks for.
    compileOnly("org.jspecify:jspecify:@jspecify_version@")
    // A library of the plug-in's own is one more line, implementation("GROUP:NAME:VERSION"): it is copied into build/libs/lib.

    testImplementation("org.nn4j:nn-testkit:$nn4j")
    testImplementation("org.junit.jupiter:junit-jupiter:@junit_version@")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
}

tasks.withType<JavaCompile>().configureEach {
    options.release.set(17)
    options.encoding = "UTF-8"
}
@kotlin@
tasks.test {
    useJUnitPlatform()
}

tasks.jar {
    manifest {
        // nn plugins and model files tell the version; another nn4j than it works with refuses it and says why.
        attributes("Implementation-Version" to project.version, "NN-Api" to "@nn_api@")
    }
}

// Libraries are found in lib beside the jar.
val lib by tasks.registering(Sync::class) {
    from(configurations.runtimeClasspath)
    into(layout.buildDirectory.dir("libs/lib"))
}

tasks.assemble {
    dependsOn(lib)
}
