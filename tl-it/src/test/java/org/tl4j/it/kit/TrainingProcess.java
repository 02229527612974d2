package org.tl4j.it.kit;

import java.io.PrintStream;
import java.nio.file.Path;
import org.tl4j.core.progress.Progress;
import org.tl4j.learner.TransferLearner;

/** A training run in a process of its own, which tells how far it is. */
public final class TrainingProcess {
    private TrainingProcess() {}

    /** What each line of progress begins with; stage, done and total follow, each behind a tabulator. */
    public static final String LINE = "progress";

    /** Trains on the folder that is given first; features go below the second, the bundle becomes the third. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        Progress progress = (stage, done, total) ->
                out.println(String.join("\t", LINE, stage, Long.toString(done), Long.toString(total)));
        try (TransferLearner learner = TransferLearner.create(Workshop.settings(Path.of(arguments[1])))) {
            learner.train(
                    Photos.request(Path.of(arguments[0]), Path.of(arguments[2])).withProgress(progress));
        }
    }
}
