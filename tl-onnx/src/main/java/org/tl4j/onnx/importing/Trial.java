package org.tl4j.onnx.importing;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.preprocessing.ImageBatch;

/** Runs models of unknown origin in a child process, so that what their native code does there ends with it. */
final class Trial {
    private final TrialLimits limits;
    private final Class<?> program;

    Trial(TrialLimits limits) {
        this(limits, TrialMain.class);
    }

    /** With another program than {@link TrialMain}, for tests. */
    Trial(TrialLimits limits, Class<?> program) {
        this.program = program;
        this.limits = requireNonNull(limits, "limits is null");
    }

    /**
     * Runs a model once.
     *
     * @param wanted whether the values of the outputs are wanted, beside their shapes
     * @throws TrialException if it cannot be run, crashes, or takes too much
     * @throws EnvironmentException if no process can be started
     */
    List<ModelRun.Output> run(ModelProto model, ImageBatch images, boolean wanted) throws TrialException {
        try {
            Path folder = Files.createTempDirectory("tl4j-trial-");
            try {
                return run(folder, model, images, wanted);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem(
                            "trial of the network",
                            "must run in a process of its own",
                            "" + e,
                            "check the temporary folder, and that this Java can start another"),
                    e);
        }
    }

    private List<ModelRun.Output> run(Path folder, ModelProto model, ImageBatch images, boolean wanted)
            throws IOException, TrialException {
        Path file = folder.resolve("model.onnx");
        try (OutputStream content = Files.newOutputStream(file)) {
            model.writeTo(content);
        }
        Path input = folder.resolve("input");
        Path result = folder.resolve("result");
        long[] shape = {images.images(), images.channels(), images.height(), images.width()};
        TrialFiles.writeInput(input, new TrialFiles.Input(images.values(), shape, wanted));
        ChildProcess.run(
                program,
                folder,
                List.of(file.toString(), input.toString(), result.toString()),
                limits.time(),
                limits.memoryFor(Files.size(file)));
        if (!Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS)) {
            throw new TrialException("no result");
        }
        return outputs(result);
    }

    /** What is wrong with the file is the child's doing, not that of this machine. */
    private static List<ModelRun.Output> outputs(Path result) throws TrialException {
        try {
            return TrialFiles.readOutputs(result);
        } catch (IOException e) {
            throw new TrialException("a result that cannot be read: " + e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
