package org.tl4j.it.kit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.cli.Main;

/**
 * What one run of {@code tl} in a process of its own left behind.
 *
 * @param exitCode of the process
 * @param out its standard output
 * @param err its standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {
    /** Runs {@code tl}, whose cache is below {@code workplace}, to its end. */
    public static CommandLineRun of(Path workplace, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(workplace, "out", ".txt");
        Path err = Files.createTempFile(workplace, "err", ".txt");
        Process process = builder(workplace, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandLineRun(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    /** Runs {@code tl COMMAND --json} likewise. */
    public static CommandLineRun json(Path workplace, String command, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command, "--json"));
        all.addAll(List.of(arguments));
        return of(workplace, all.toArray(String[]::new));
    }

    /** A run to be started. */
    public static ProcessBuilder builder(Path workplace, String... arguments) throws IOException {
        return JavaProcess.of(cache(workplace), List.of(), Main.class.getName(), List.of(arguments));
    }

    /** The cache folder of runs in {@code workplace}. */
    public static Path cache(Path workplace) {
        return workplace.resolve("cache");
    }

    /** The one JSON document that standard output holds; fails where there is none, or anything besides. */
    public JsonNode json() throws IOException {
        try (JsonParser parser = JsonMapper.builder().build().createParser(out)) {
            JsonNode document = parser.readValueAsTree();
            if (document == null || parser.nextToken() != null) {
                throw new IOException("standard output must be exactly one JSON document, found: " + out + err);
            }
            return document;
        }
    }
}
