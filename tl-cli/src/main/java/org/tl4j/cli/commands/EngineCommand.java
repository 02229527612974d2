package org.tl4j.cli.commands;

import org.tl4j.core.engine.EngineSelection;
import picocli.CommandLine.Mixin;

/** A command whose frozen networks a selected engine computes. */
public abstract class EngineCommand extends JsonCommand {
    @Mixin
    private EngineOption engine = new EngineOption();

    EngineCommand(Context context) {
        super(context);
    }

    @Override
    final EngineSelection engine() {
        return engine.selection();
    }
}
