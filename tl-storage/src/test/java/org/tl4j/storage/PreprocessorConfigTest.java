package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/** The expected values are those of the constructors of the library transformers. */
class PreprocessorConfigTest {
    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);
    private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    private static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

    @TempDir
    private Path folder;

    @Test
    void theFileDecidesWhatASizeOfOneNumberIs() throws IOException {
        String stated =
                ", \"do_center_crop\": true, \"crop_size\": 224, \"resample\": 2, \"rescale_factor\": 0.00392156862745098,"
                        + " \"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0.5, 0.5]}";

        assertThat(read("{\"size\": 256, \"default_to_square\": false" + stated).resize())
                .isEqualTo(new ResizeRule.ShorterSide(256, Interpolation.BILINEAR));
        assertThat(read("{\"size\": 256, \"default_to_square\": true" + stated).resize())
                .isEqualTo(new ResizeRule.Exact(ImageSize.square(256), Interpolation.BILINEAR));
        assertThat(
                        read("{\"image_processor_type\": \"CLIPImageProcessor\", \"size\": 336, \"default_to_square\": true}")
                                .resize())
                .isEqualTo(new ResizeRule.Exact(ImageSize.square(336), Interpolation.BICUBIC));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> read("{\"size\": 256" + stated))
                .withMessageContaining("must say what becomes that long (shortest_edge, or height and width)");
    }

    @Test
    void theFileOfDinoIsFollowed() throws IOException {
        assertThat(read("""
                        {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true,
                         "do_normalize": true, "do_rescale": true, "do_resize": true,
                         "image_mean": [0.485, 0.456, 0.406], "image_processor_type": "BitImageProcessor",
                         "image_std": [0.229, 0.224, 0.225], "resample": 3, "rescale_factor": 0.00392156862745098,
                         "size": {"shortest_edge": 256}}"""))
                .isEqualTo(new Preprocessing(
                        new ResizeRule.ShorterSide(256, Interpolation.BICUBIC),
                        ImageSize.square(224),
                        ChannelOrder.RGB,
                        0.00392156862745098,
                        IMAGENET_MEAN,
                        IMAGENET_STD));
    }

    @Test
    void theFileOfClipInItsOldFormIsFollowed() throws IOException {
        assertThat(read("""
                        {"crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
                         "feature_extractor_type": "CLIPFeatureExtractor", "resample": 3, "size": 224,
                         "image_mean": [0.48145466, 0.4578275, 0.40821073],
                         "image_std": [0.26862954, 0.26130258, 0.27577711]}""")).isEqualTo(shorter(224, Interpolation.BICUBIC, 224, CLIP_MEAN, CLIP_STD));
    }

    @Test
    void aNumberIsASquareForVitAndTheShorterSideForClip() throws IOException {
        assertThat(read("{\"feature_extractor_type\": \"ViTFeatureExtractor\", \"size\": 384}"))
                .isEqualTo(exact(384, Interpolation.BILINEAR, 384, HALF, HALF));
        assertThat(read("{\"image_processor_type\": \"CLIPImageProcessor\", \"size\": 336, \"crop_size\": 336}"))
                .isEqualTo(shorter(336, Interpolation.BICUBIC, 336, CLIP_MEAN, CLIP_STD));
    }

    @ParameterizedTest
    @CsvSource({
        "224, 0.875, 256",
        "224, 0.95, 235",
        "224, 0.9, 248",
        "288, 0.875, 329",
        "224, 1.0, 224",
    })
    void convNextCropsByAShare(int size, String share, int resized) throws IOException {
        assertThat(read("{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": {\"shortest_edge\": " + size
                        + "}, \"crop_pct\": " + share + ", \"resample\": 3, \"image_mean\": [0.485, 0.456, 0.406],"
                        + " \"image_std\": [0.229, 0.224, 0.225]}"))
                .isEqualTo(shorter(resized, Interpolation.BICUBIC, size, IMAGENET_MEAN, IMAGENET_STD));
    }

    @Test
    void largeConvNextsAreNotCropped() throws IOException {
        assertThat(
                        read(
                                "{\"image_processor_type\": \"ConvNextImageProcessorFast\", \"size\": {\"shortest_edge\": 384}}"))
                .isEqualTo(exact(384, Interpolation.BILINEAR, 384, HALF, HALF));
        assertThat(read("{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": {\"shortest_edge\": 224}}"))
                .isEqualTo(shorter(256, Interpolation.BILINEAR, 224, HALF, HALF));
    }

    @Test
    void defaultsAreThoseOfTheType() throws IOException {
        assertThat(of("ViTImageProcessor")).isEqualTo(exact(224, Interpolation.BILINEAR, 224, HALF, HALF));
        assertThat(of("SiglipImageProcessor")).isEqualTo(exact(224, Interpolation.BICUBIC, 224, HALF, HALF));
        assertThat(of("DeiTImageProcessor")).isEqualTo(exact(256, Interpolation.BICUBIC, 224, HALF, HALF));
        assertThat(of("BeitImageProcessor")).isEqualTo(exact(256, Interpolation.BICUBIC, 224, HALF, HALF));
        assertThat(of("CLIPImageProcessor")).isEqualTo(shorter(224, Interpolation.BICUBIC, 224, CLIP_MEAN, CLIP_STD));
        assertThat(of("BitImageProcessorFast"))
                .isEqualTo(shorter(224, Interpolation.BICUBIC, 224, CLIP_MEAN, CLIP_STD));
        assertThat(of("MobileNetV2ImageProcessor")).isEqualTo(shorter(256, Interpolation.BILINEAR, 224, HALF, HALF));
        assertThat(of("LevitImageProcessor"))
                .isEqualTo(shorter(256, Interpolation.BICUBIC, 224, IMAGENET_MEAN, IMAGENET_STD));
        assertThat(of("PvtImageProcessor"))
                .isEqualTo(exact(224, Interpolation.BILINEAR, 224, IMAGENET_MEAN, IMAGENET_STD));
    }

    @Test
    void stepsThatAreOffAreLeftOut() throws IOException {
        Preprocessing raw = read("{\"image_processor_type\": \"ViTImageProcessor\", \"do_rescale\": false,"
                + " \"do_normalize\": false}");
        assertThat(raw.scale()).isEqualTo(1);
        assertThat(raw.mean()).containsOnly(0.0);
        assertThat(raw.standardDeviation()).containsOnly(1.0);
        assertThat(read("{\"image_processor_type\": \"DeiTImageProcessor\", \"do_center_crop\": false}")
                        .crop())
                .isEqualTo(ImageSize.square(256));
    }

    @Test
    void efficientNetDividesTwice() throws IOException {
        String file = "{\"image_processor_type\": \"EfficientNetImageProcessor\", \"resample\": 2, \"image_mean\":"
                + " [0.485, 0.456, 0.406], \"image_std\": [0.5, 0.25, 0.125], \"include_top\": %s}";
        assertThat(read(file.formatted(true)).standardDeviation()).containsExactly(0.25, 0.0625, 0.015625);
        assertThat(read(file.formatted(false)).standardDeviation()).containsExactly(0.5, 0.25, 0.125);
    }

    @Test
    void otherSidesThanSquaresAreKept() throws IOException {
        Preprocessing wide =
                read("{\"image_processor_type\": \"ViTImageProcessor\", \"size\": {\"height\": 96, \"width\": 160}}");
        assertThat(wide.crop()).isEqualTo(new ImageSize(160, 96));
        assertThat(wide.resize()).isEqualTo(new ResizeRule.Exact(new ImageSize(160, 96)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"do_pad\": true",
                "\"size_divisor\": 32",
                "\"rescale_offset\": true",
                "\"do_flip_channel_order\": true",
                "\"do_thumbnail\": true",
                "\"do_resize\": false",
                "\"resample\": 0",
                "\"resample\": 1",
                "\"resample\": 4",
                "\"resample\": 5",
                "\"resample\": 7",
                "\"resample\": \"bicubic\"",
                "\"crop_pct\": 0.9",
                "\"auto_map\": {\"AutoImageProcessor\": \"mine.py\"}",
                "\"size\": {\"shortest_edge\": 224, \"longest_edge\": 500}",
                "\"size\": {\"longest_edge\": 500}",
                "\"size\": {\"height\": 224}",
                "\"size\": [224, 224]",
                "\"size\": 0",
                "\"size\": 224.5",
                "\"crop_size\": {\"height\": 300, \"width\": 300}",
                "\"do_center_crop\": false",
                "\"do_center_crop\": \"yes\"",
                "\"rescale_factor\": 0",
                "\"image_mean\": [0.5, 0.5]",
                "\"image_std\": [0.5, 0, 0.5]",
                "\"image_std\": \"imagenet\"",
            })
    void whatCannotBeFollowedIsRefusedByName(String entry) throws IOException {
        Path file = write("{\"image_processor_type\": \"CLIPImageProcessor\", " + entry + "}");
        String key = entry.substring(1, entry.indexOf('"', 1));
        String name = List.of("crop_size", "image_mean", "image_std").contains(key) ? "" : key;
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PreprocessorConfig.read(file, OptionalInt.empty()))
                .withMessageContaining(name)
                .withMessageContaining("must state a preprocessing that can be followed exactly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayoutLMv3ImageProcessor", "DPTImageProcessor", "Wav2Vec2FeatureExtractor", "MyProcessor"})
    void otherProcessorsAreRefusedByName(String type) throws IOException {
        Path file = write("{\"image_processor_type\": \"" + type + "\"}");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PreprocessorConfig.read(file, OptionalInt.empty()))
                .withMessageContainingAll(type, "ConvNext");
    }

    @Test
    void switchedOffKeysAndNullsAreNoMatter() throws IOException {
        assertThat(
                        read(
                                "{\"image_processor_type\": \"SiglipImageProcessor\", \"do_pad\": false, \"size_divisor\": null,"
                                        + " \"do_center_crop\": null, \"crop_size\": null, \"resample\": null, \"do_convert_rgb\": null,"
                                        + " \"device\": null, \"disable_grouping\": null, \"processor_class\": \"SiglipProcessor\"}"))
                .isEqualTo(of("SiglipImageProcessor"));
    }

    @Test
    void aFileWithoutATypeMustStateEverything() throws IOException {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> read("{\"size\": {\"height\": 224, \"width\": 224}, \"resample\": 2}"))
                .withMessageContaining("rescale_factor");
        assertThat(read("""
                        {"feature_extractor_type": "ImageFeatureExtractor", "size": {"height": 224, "width": 224},
                         "resample": 2, "rescale_factor": 0.5, "image_mean": [1, 2, 3], "image_std": [4, 5, 6]}""").scale()).isEqualTo(0.5);
    }

    @Test
    void anotherInputSizeScalesResizingAndCrop() throws IOException {
        PreprocessorConfig config = PreprocessorConfig.read(
                write("{\"image_processor_type\": \"BitImageProcessor\", \"size\": {\"shortest_edge\": 256}}"),
                OptionalInt.of(448));
        assertThat(config.inputSize()).contains(ImageSize.square(448));
        assertThat(config.preprocessing().resize()).isEqualTo(new ResizeRule.ShorterSide(512, Interpolation.BICUBIC));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config.at(ImageSize.square(224), 3))
                .withMessageContaining("448x448 with 3");
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> config.at(ImageSize.square(448), 1));
    }

    @Test
    void filesThatAreNoJsonAreRefused() throws IOException {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> read("{"))
                .withMessageContaining("must be JSON");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> read("[]"))
                .withMessageContaining("must be an object");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PreprocessorConfig.read(folder.resolve("absent.json"), OptionalInt.empty()))
                .withMessageContaining("must be a readable file");
    }

    private Preprocessing of(String type) throws IOException {
        return read("{\"image_processor_type\": \"" + type + "\"}");
    }

    private Preprocessing read(String text) throws IOException {
        return PreprocessorConfig.read(write(text), OptionalInt.empty()).preprocessing();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("preprocessor_config.json"), text);
    }

    private static Preprocessing shorter(
            int size, Interpolation filter, int crop, List<Double> mean, List<Double> deviation) {
        return new Preprocessing(
                new ResizeRule.ShorterSide(size, filter),
                ImageSize.square(crop),
                ChannelOrder.RGB,
                1.0 / 255,
                mean,
                deviation);
    }

    private static Preprocessing exact(
            int size, Interpolation filter, int crop, List<Double> mean, List<Double> deviation) {
        return new Preprocessing(
                new ResizeRule.Exact(ImageSize.square(size), filter),
                ImageSize.square(crop),
                ChannelOrder.RGB,
                1.0 / 255,
                mean,
                deviation);
    }
}
