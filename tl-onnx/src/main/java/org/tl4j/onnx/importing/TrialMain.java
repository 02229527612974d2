package org.tl4j.onnx.importing;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.onnx.runtime.NativeRuntime;

/**
 * The program of the child process in which a model of unknown origin is run first. Arguments: the file of the model, the file of
 * its input, the file of the result ({@link TrialFiles}).
 */
public final class TrialMain {
    private TrialMain() {}

    /** Runs the model once; its result is in the file, also if ONNX Runtime refuses the model. */
    public static void main(String[] arguments) throws IOException {
        Path result = Path.of(arguments[2]);
        try (DataInputStream input = new DataInputStream(Files.newInputStream(Path.of(arguments[1])))) {
            TrialFiles.Input images = TrialFiles.readInput(input);
            TrialFiles.writeOutputs(result, run(arguments[0], images));
        } catch (OrtException e) {
            TrialFiles.writeFailure(result, String.valueOf(e.getMessage()));
        }
    }

    private static List<ModelRun.Output> run(String model, TrialFiles.Input images) throws OrtException {
        OrtEnvironment environment = NativeRuntime.environment();
        try (OrtSession session = ModelRun.open(environment, model)) {
            return ModelRun.run(environment, session, images.values(), images.shape(), images.wanted());
        }
    }
}
