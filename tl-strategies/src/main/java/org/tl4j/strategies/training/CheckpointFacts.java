package org.tl4j.strategies.training;

import java.util.Map;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * Reads and checks the facts of a checkpoint.
 *
 * @param piece of the run that the checkpoint is of
 * @param facts as text by name
 */
public record CheckpointFacts(String piece, Map<String, String> facts) {
    public CheckpointFacts {
        facts = Map.copyOf(facts);
    }

    /**
     * A whole number.
     *
     * @param least the smallest allowed value
     * @throws UsageException if it is missing, not a number, or smaller
     */
    public int whole(String name, int least) {
        String text = text(name);
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
            throw damaged(name + " must be a whole number from " + least, text, null);
        } catch (NumberFormatException e) {
            throw damaged(name + " must be a whole number from " + least, text, e);
        }
    }

    /** A whole number, or {@code otherwise} if it is missing. */
    public int whole(String name, int least, int otherwise) {
        return facts.containsKey(name) ? whole(name, least) : otherwise;
    }

    /**
     * A number.
     *
     * @throws UsageException if it is missing, not a number, not finite, or out of range
     */
    public double number(String name, double least, double most) {
        String text = text(name);
        String rule = "%s must be a number from %s to %s".formatted(name, least, most);
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
            throw damaged(rule, text, null);
        } catch (NumberFormatException e) {
            throw damaged(rule, text, e);
        }
    }

    /** The error for a checkpoint that was changed after it was written. */
    UsageException damaged(String rule, String found, Exception cause) {
        return new UsageException(
                new Problem(
                        "checkpoint of " + piece,
                        "must be as it was written: " + rule,
                        found,
                        "start the run again in another folder"),
                cause);
    }

    private String text(String name) {
        String text = facts.get(name);
        if (text == null) {
            throw damaged("it has " + name, "none", null);
        }
        return text;
    }
}
