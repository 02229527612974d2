package org.tl4j.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tries the graphics card with a network of one node. */
final class CudaTrial {
    /** The property of ONNX Runtime for the folder that holds its libraries unpacked. */
    private static final String FOLDER = "onnxruntime.native.path";

    private CudaTrial() {}

    /** What failed; empty where nothing did. */
    static Optional<String> run(OrtEnvironment environment) {
        Optional<String> refused =
                linkerRefusal(Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of));
        if (refused.isPresent()) {
            return refused;
        }
        try (SessionOptions options = new SessionOptions()) {
            add(options);
            environment.createSession(SmallModels.relu(), options).close();
            return Optional.empty();
        } catch (OrtException e) {
            return Optional.of(firstLine(e.getMessage()));
        }
    }

    /** Makes a session compute on the first card. */
    static void add(SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions card = new OrtCUDAProviderOptions(0)) {
            // its products of ten bits of mantissa would differ from those of a processor by more than 1e-4
            card.add("use_tf32", "0");
            options.addCUDA(card);
        }
    }

    /**
     * What the linker says of the part for CUDA: ONNX Runtime itself only says that it could not be loaded.
     *
     * @param folder that holds its libraries unpacked; without one ONNX Runtime unpacks them to a place that it does not name
     */
    static Optional<String> linkerRefusal(Optional<Path> folder) {
        try {
            for (String name : new String[] {"onnxruntime_providers_shared", "onnxruntime_providers_cuda"}) {
                Optional<Path> file = folder.map(place -> place.resolve(System.mapLibraryName(name)));
                if (file.filter(Files::exists).isPresent()) {
                    System.load(file.get().toAbsolutePath().toString());
                }
            }
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            return Optional.of(firstLine(e.getMessage()));
        }
    }

    private static String firstLine(String message) {
        return message == null ? "no reason" : message.lines().findFirst().orElse("no reason");
    }
}
