package org.tl4j.cli.commands;

import java.util.function.Supplier;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/**
 * What commands work with.
 *
 * @param console where they talk
 * @param storage where things are kept
 * @param resumption where what goes on after Ctrl-C is written down
 * @param lazyLearner the library, which starts ND4J when it is first asked for
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
