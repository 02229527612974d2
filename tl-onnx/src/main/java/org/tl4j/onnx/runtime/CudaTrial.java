package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
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
            environment.createSession(model(), options).close();
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

    private static byte[] model() {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("trial")
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Relu")
                                .addInput("in")
                                .addOutput("out"))
                        .addInput(value("in"))
                        .addOutput(value("out")))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
