package org.tl4j.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.cli.commands.Context;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.Tl4jException;
import picocli.CommandLine.IVersionProvider;

/**
 * The output of {@code tl --version}, including the backend of ND4J.
 */
final class Versions implements IVersionProvider {
    private final Context context;

    /**
     * @param context gives the library
     */
    Versions(Context context) {
        this.context = context;
    }

    /** The version of this software. */
    static String own() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "TL4J " + own(),
            backend(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    private String backend() {
        try {
            return context.learner().engines().stream()
                    .map(engine ->
                            (engine.name().equals(BackboneEntry.DEEPLEARNING4J) ? "Deeplearning4j" : engine.name())
                                    + " and " + engine.description())
                    .collect(Collectors.joining("\n"));
        } catch (Tl4jException e) {
            return "Deeplearning4j cannot be used: " + e.getMessage();
        }
    }
}
