package org.tl4j.cli.commands;

import java.util.concurrent.Callable;
import org.tl4j.application.text.SelectionText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.Console;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;
import picocli.CommandLine.Option;

/** A command with one result, which is printed at the end, for a program or for a person. */
public abstract class JsonCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--json",
            description = "Print one JSON document on standard output; everything else goes to standard error.")
    private boolean json;

    JsonCommand(Context context) {
        this.context = context;
    }

    /** Does the work. */
    abstract CommandResult execute();

    /** Whether it requires that the folders that the environment names exist. */
    boolean needsPlaces() {
        return true;
    }

    /** Whether JSON is requested. */
    public boolean json() {
        return json;
    }

    Context context() {
        return context;
    }

    Console console() {
        return context.console();
    }

    /** The engine that computes frozen networks. */
    EngineSelection engine() {
        return EngineSelection.AUTOMATIC;
    }

    TransferLearner learner() {
        return context.learner(engine());
    }

    /** Reports which backbone was selected, unless it was requested; passes on all other events. */
    void reportSelection(TrainingEvent event) {
        if (event instanceof TrainingEvent.BackboneSelected selected) {
            SelectionText.selected(selected.selection(), context.storage().get().weightsFolder())
                    .ifPresent(console()::say);
        }
    }

    @Override
    public final Integer call() {
        if (needsPlaces()) {
            StorageSettings.requirePlaces(console().environment(), System.getProperties());
        }
        CommandResult result = execute();
        if (json) {
            console().printDocument(result.document());
        } else {
            console().printText(result.text());
        }
        return result.exitCode();
    }
}
