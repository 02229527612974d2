package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script starts a fake Java that prints the encoding of its locale. */
@EnabledOnOs(OS.LINUX)
class LauncherLocaleTest {
    @TempDir
    private Path java;

    @BeforeEach
    void makeJava() throws IOException {
        Path program = java.resolve("bin/java");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\nlocale charmap 2>&1\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LC_ALL=C",
                "LC_ALL=POSIX",
                "LANG=C.UTF-8",
                "LC_ALL=ja_JP.UTF-8",
                "LC_CTYPE=UTF-8",
                "LANG=de_DE.ISO-8859-1",
                "LC_ALL=ja_JP.eucJP",
                "LANG=C.UTF-8,LC_MESSAGES=de_DE.NOWHERE",
                "LC_CTYPE=C.UTF-8,LANG=nowhere"
            })
    void javaRunsUnderUtf8WhateverTheLocaleIs(String variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "src/main/dist/bin/tl", "--version"));
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        for (String variable : variables.isEmpty() ? List.<String>of() : List.of(variables.split(",", -1))) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        builder.environment().put("JAVA_HOME", java.toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).isEqualTo("UTF-8\n");
    }
}
