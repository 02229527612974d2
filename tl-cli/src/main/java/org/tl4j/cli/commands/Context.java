package org.tl4j.cli.commands;

import java.util.function.Function;
import java.util.function.Supplier;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/** The objects that commands work with. */
public final class Context {
    private final Console console;
    private final Supplier<StorageSettings> storage;
    private final ResumeHint resumption;
    private final Function<EngineSelection, TransferLearner> lazyLearner;

    /**
     * Starts nothing.
     *
     * @param console where they print
     * @param storage where files are kept
     * @param resumption records which run can be resumed after Ctrl-C
     * @param lazyLearner the library, made at its first use, whose frozen networks the selected engine computes
     */
    public Context(
            Console console,
            Supplier<StorageSettings> storage,
            ResumeHint resumption,
            Function<EngineSelection, TransferLearner> lazyLearner) {
        this.console = console;
        this.storage = storage;
        this.resumption = resumption;
        this.lazyLearner = lazyLearner;
    }

    /** Where they talk. */
    public Console console() {
        return console;
    }

    /** Where things are kept. */
    public Supplier<StorageSettings> storage() {
        return storage;
    }

    /** Where what goes on after Ctrl-C is written down. */
    public ResumeHint resumption() {
        return resumption;
    }

    /** The library, made at the first call. */
    public TransferLearner learner() {
        return learner(EngineSelection.AUTOMATIC);
    }

    /**
     * The same, whose frozen networks the selected engine computes. The first call decides; a later one that selects another
     * engine by name is a defect, and fails.
     */
    TransferLearner learner(EngineSelection selection) {
        return lazyLearner.apply(selection);
    }
}
