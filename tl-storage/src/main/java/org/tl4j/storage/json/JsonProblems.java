package org.tl4j.storage.json;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Handles the problems of one document: the first is thrown, or all are collected. Not thread-safe. */
public final class JsonProblems {
    private final boolean collecting;
    private final Set<String> sentences = new LinkedHashSet<>();

    private JsonProblems(boolean collecting) {
        this.collecting = collecting;
    }

    /** The first problem is thrown as a {@link JsonException}. */
    public static JsonProblems thrown() {
        return new JsonProblems(false);
    }

    /** All are collected, so that they can be reported together. */
    public static JsonProblems collected() {
        return new JsonProblems(true);
    }

    /** The problems found so far, one sentence each, in the order of the document. */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }

    void report(JsonException problem) {
        if (!collecting) {
            throw problem;
        }
        sentences.add(problem.getMessage());
    }
}
