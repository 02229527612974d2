package org.tl4j.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file that the README shows in full, between {@code <!-- example: NAME -->} and {@code <!-- end of example -->}. */
public final class ReadmeExample {
    private ReadmeExample() {}

    /** The text of the example {@code name}, as it stands there. */
    public static String text(String name) {
        Pattern pattern = Pattern.compile(
                "<!-- example: " + Pattern.quote(name) + " -->\\s*```\\w+\\R(?<text>.*?)```\\s*<!-- end of example -->",
                Pattern.DOTALL);
        try {
            Matcher example = pattern.matcher(Files.readString(Repository.root().resolve("README.md")));
            if (!example.find()) {
                throw new IllegalStateException("the README must have the example " + name + ", found none");
            }
            return example.group("text");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
