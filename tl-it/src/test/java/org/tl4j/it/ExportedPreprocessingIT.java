package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Numbers;
import org.tl4j.onnx.export.OnnxExporter;

/** The preprocessing that an exported network does by itself is that of our own pipeline, pixel by pixel; one in a hundred may be rounded otherwise. */
class ExportedPreprocessingIT {
    /** A pixel of 8 bits that is rounded to the other side. */
    private static final double ONE_STEP = 1.01;

    private static final double NO_STEP = 0.1;

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(rule(shorter(32, Interpolation.BILINEAR), 28, ChannelOrder.RGB), 97, 61),
                Arguments.of(rule(shorter(32, Interpolation.BILINEAR), 32, ChannelOrder.RGB), 61, 97),
                Arguments.of(rule(shorter(33, Interpolation.BICUBIC), 28, ChannelOrder.RGB), 200, 77),
                Arguments.of(rule(shorter(32, Interpolation.BILINEAR), 27, ChannelOrder.BGR), 20, 31),
                Arguments.of(rule(shorter(32, Interpolation.BICUBIC), 27, ChannelOrder.GREY), 31, 20),
                Arguments.of(rule(exact(40, 30, Interpolation.BILINEAR), 24, ChannelOrder.GREY), 301, 99),
                Arguments.of(rule(exact(24, 24, Interpolation.BICUBIC), 24, ChannelOrder.RGB), 64, 48),
                Arguments.of(rule(exact(24, 24, Interpolation.BILINEAR), 24, ChannelOrder.RGB), 24, 24));
    }

    private static ResizeRule shorter(int pixels, Interpolation interpolation) {
        return new ResizeRule.ShorterSide(pixels, interpolation);
    }

    private static ResizeRule exact(int width, int height, Interpolation interpolation) {
        return new ResizeRule.Exact(new ImageSize(width, height), interpolation);
    }

    private static Preprocessing rule(ResizeRule resize, int crop, ChannelOrder channels) {
        int count = channels.channels();
        return new Preprocessing(
                resize,
                ImageSize.square(crop),
                channels,
                1.0 / 255,
                List.of(0.4, 0.5, 0.6).subList(0, count),
                List.of(0.2, 0.3, 0.25).subList(0, count));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isThatOfOurPipeline(Preprocessing rule, int width, int height) throws Exception {
        BufferedImage image = image(width, height);
        ImageBatch expected = ImageBatch.allocate(1, rule);
        ImageData.imagePreprocessor().prepare(png(image), rule, expected.image(0));

        float[] found = run(export(rule), image);

        float[] wanted = Numbers.of(expected.values());
        double step = rule.scale() / Collections.min(rule.standardDeviation());
        assertThat(found).hasSameSizeAs(wanted);
        int others = 0;
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as("value %d", i).isCloseTo(wanted[i], within(ONE_STEP * step));
            others += Math.abs(found[i] - wanted[i]) > NO_STEP * step ? 1 : 0;
        }
        assertThat(others).as("values a step apart").isLessThanOrEqualTo(found.length / 100);
    }

    @Test
    void imagesSmallerThanTheCropAreRefused() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> export(rule(shorter(20, Interpolation.BILINEAR), 24, ChannelOrder.RGB)))
                .withMessageContaining("must resize images to at least the size of its crop, 24x24");
    }

    /** A network that does nothing. */
    private static byte[] export(Preprocessing rule) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
        int side = rule.crop().width();
        model.getGraphBuilder()
                .setName("nothing")
                .addInput(value(OnnxNetwork.IMAGES, rule.channels().channels(), side, side))
                .addOutput(value(OnnxNetwork.PROBABILITIES, rule.channels().channels(), side, side))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput(OnnxNetwork.IMAGES)
                        .addOutput(OnnxNetwork.PROBABILITIES));
        NetworkContents contents = new NetworkContents(
                "onnxruntime",
                List.of(
                        new NetworkEntry.Bytes(
                                OnnxNetwork.ENTRY, model.build().toByteString().asReadOnlyByteBuffer()),
                        new NetworkEntry.Tensors(NetworkContents.WEIGHTS, List.of())));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new OnnxExporter().write(new NetworkExport(contents, rule, Map.of(), true), file);
        return file.toByteArray();
    }

    private static ValueInfoProto value(String name, int... sides) {
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
        for (int side : sides) {
            shape.addDim(Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static float[] run(byte[] model, BufferedImage image) throws OrtException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(image.getWidth() * image.getHeight() * 3);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                pixels.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
            }
        }
        long[] shape = {1, image.getHeight(), image.getWidth(), 3};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(environment, pixels.flip(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", input))) {
            return Numbers.of(((OnnxTensor) result.get(0)).getFloatBuffer());
        }
    }

    /** Blocks of random colours, so that edges and areas are resized. */
    private static BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x / 3 % 2 == y / 5 % 2 ? random.nextInt(1 << 24) : 0xE0D010);
            }
        }
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
