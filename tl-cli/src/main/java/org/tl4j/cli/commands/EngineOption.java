package org.tl4j.cli.commands;

import java.util.Optional;
import org.tl4j.core.engine.EngineSelection;
import picocli.CommandLine.Option;

/** The engine that computes frozen networks, and those of bundles. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = {
                "The engine that computes the frozen network: deeplearning4j or onnxruntime.",
                "By default onnxruntime where it can compute the network. What is trained is computed by deeplearning4j."
            })
    private Optional<String> name = Optional.empty();

    EngineSelection selection() {
        return new EngineSelection(name);
    }
}
