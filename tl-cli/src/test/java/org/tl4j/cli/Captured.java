package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.ResultStream;

/** A console whose output is kept and whose clock is set by hand. */
public final class Captured {
    private static final byte[] NOTHING = {};

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();
    private final OutputStream out;
    private final Console console;

    private Captured(byte[] in, boolean terminal, Map<String, String> environment) {
        this(in, new ByteArrayOutputStream(), terminal, environment);
    }

    private Captured(byte[] in, OutputStream out, boolean terminal, Map<String, String> environment) {
        this.out = out;
        console = new Console(
                new ByteArrayInputStream(in),
                new ResultStream(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                nanos::get,
                environment);
    }

    /** Without a terminal. */
    public static Captured plain() {
        return new Captured(NOTHING, false, Map.of());
    }

    /** With a terminal. */
    public static Captured terminal() {
        return new Captured(NOTHING, true, Map.of());
    }

    /** Without a terminal, and with the cache folder {@code home}. */
    public static Captured in(Path home) {
        return with(Map.of("TL_HOME", home.toString()));
    }

    /** Without a terminal, and with the environment {@code environment}. */
    public static Captured with(Map<String, String> environment) {
        return new Captured(NOTHING, false, environment);
    }

    /** The same with something to read from standard input. */
    public static Captured fed(byte[] in, Path home) {
        return new Captured(in, false, Map.of("TL_HOME", home.toString()));
    }

    /** A console that writes results to {@code out}, which may fail. */
    public static Captured into(OutputStream out, Path home) {
        return new Captured(NOTHING, out, false, Map.of("TL_HOME", home.toString()));
    }

    public Console console() {
        return console;
    }

    /** Runs a command, and returns its exit code. */
    public int run(Object... arguments) {
        return Main.run(console, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    /** Runs a command that must succeed; its standard output must be one document. */
    public JsonNode document(Object... arguments) {
        assertThat(run(arguments)).as(err()).isEqualTo(ExitCodes.DONE);
        return json();
    }

    public void advanceMillis(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }

    public String out() {
        return ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Standard output as one JSON document; fails if it is anything else. */
    public JsonNode json() {
        try {
            return JSON.readTree(out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON document: " + out(), e);
        }
    }

    /** The names of the fields of an object, in order. */
    public static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
