package org.tl4j.cli.commands;

import java.util.function.Supplier;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/**
 * The objects that commands work with.
 *
 * @param console where they print
 * @param storage where files are kept
 * @param resumption records which run can be resumed after Ctrl-C
 * @param lazyLearner the library, which starts ND4J at its first use
 */
public record Context(
        Console console,
        Supplier<StorageSettings> storage,
        ResumeHint resumption,
        Supplier<TransferLearner> lazyLearner) {
    /** The library; starts ND4J at the first call. */
    public TransferLearner learner() {
        return lazyLearner.get();
    }
}
