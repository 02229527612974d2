package org.tl4j.onnx.importing;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a model once, on one batch of images. It uses ONNX Runtime and the JDK alone, so that a small child process can. */
final class ModelRun {
    private ModelRun() {}

    /**
     * What a model gave as one output.
     *
     * @param name of the output
     * @param floats whether it is a tensor of 32-bit or 16-bit floats
     * @param half whether these have 16 bits
     * @param shape with the dimension of the batch; empty if it is no tensor
     * @param values of 32-bit floats, if they were asked for; empty otherwise
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Output(String name, boolean floats, boolean half, long[] shape, float[] values) {
        List<Long> dimensions() {
            return Arrays.stream(shape).boxed().toList();
        }
    }

    /** Opens a model of a file. */
    static OrtSession open(OrtEnvironment environment, String file) throws OrtException {
        try (OrtSession.SessionOptions options = options()) {
            return environment.createSession(file, options);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /**
     * Runs it.
     *
     * @param images direct, in native byte order
     * @param values whether the values of the outputs are wanted
     */
    static List<Output> run(
            OrtEnvironment environment, OrtSession session, FloatBuffer images, long[] shape, boolean values)
            throws OrtException {
        String input = session.getInputNames().iterator().next();
        List<Output> outputs = new ArrayList<>();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, images, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.add(output(output.getKey(), output.getValue(), values));
            }
        }
        return outputs;
    }

    private static Output output(String name, OnnxValue value, boolean values) {
        if (!(value instanceof OnnxTensor tensor)) {
            return new Output(name, false, false, new long[0], new float[0]);
        }
        Output shape = shape(name, tensor.getInfo());
        float[] content = new float[0];
        if (values && shape.floats() && !shape.half()) {
            FloatBuffer floats = tensor.getFloatBuffer();
            content = new float[floats.remaining()];
            floats.get(content);
        }
        return new Output(name, shape.floats(), shape.half(), shape.shape(), content);
    }

    /** An output without its values. */
    static Output shape(String name, TensorInfo info) {
        boolean half = info.type == OnnxJavaType.FLOAT16;
        return new Output(name, half || info.type == OnnxJavaType.FLOAT, half, info.getShape(), new float[0]);
    }
}
