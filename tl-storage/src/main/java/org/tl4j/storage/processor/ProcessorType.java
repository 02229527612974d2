package org.tl4j.storage.processor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The image processors of the library transformers that only resize, crop, scale and normalise, with the defaults of their
 * constructors (its version 4.57). Files state most values, but not always all.
 */
enum ProcessorType {
    VIT(Sides.SQUARE, 224, 2, Crop.NEVER, 224, Statistics.HALF),
    SIGLIP(Sides.SQUARE, 224, 3, Crop.NEVER, 224, Statistics.HALF),
    PVT(Sides.SQUARE, 224, 2, Crop.NEVER, 224, Statistics.IMAGENET),
    DEIT(Sides.SQUARE, 256, 3, Crop.YES, 224, Statistics.HALF),
    BEIT(Sides.SQUARE, 256, 3, Crop.YES, 224, Statistics.HALF),
    EFFICIENTNET(Sides.SQUARE, 346, 0, Crop.NO, 289, Statistics.HALF),
    CLIP(Sides.SHORTER, 224, 3, Crop.YES, 224, Statistics.CLIP),
    CHINESECLIP(Sides.SHORTER, 224, 3, Crop.YES, 224, Statistics.CLIP),
    BIT(Sides.SHORTER, 224, 3, Crop.YES, 224, Statistics.CLIP),
    VITHYBRID(Sides.SHORTER, 224, 3, Crop.YES, 224, Statistics.CLIP),
    CONVNEXT(Sides.SHORTER, 384, 2, Crop.BY_SHARE, 224, Statistics.HALF),
    LEVIT(Sides.SHORTER, 224, 3, Crop.YES, 224, Statistics.IMAGENET),
    MOBILENETV1(Sides.SHORTER, 256, 2, Crop.YES, 224, Statistics.HALF),
    MOBILENETV2(Sides.SHORTER, 256, 2, Crop.YES, 224, Statistics.HALF),
    /** Of transformers.js, which has no defaults; and files that name no type. */
    STATED(Sides.SQUARE, 0, 0, Crop.NO, 0, Statistics.HALF);

    /** How a size of one number is meant. */
    enum Sides {
        SQUARE,
        SHORTER
    }

    /** Whether the centre is cropped. */
    enum Crop {
        YES,
        NO,
        /** The processor has no such step. */
        NEVER,
        /** As {@code crop_pct} says. */
        BY_SHARE
    }

    /** Means and deviations. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    enum Statistics {
        HALF(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)),
        IMAGENET(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
        CLIP(List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));

        private final List<Double> mean;
        private final List<Double> deviation;

        Statistics(List<Double> mean, List<Double> deviation) {
            this.mean = mean;
            this.deviation = deviation;
        }

        List<Double> mean() {
            return mean;
        }

        List<Double> deviation() {
            return deviation;
        }
    }

    private static final List<String> SUFFIXES =
            List.of("ImageProcessorFast", "ImageProcessorPil", "ImageProcessor", "FeatureExtractor");
    private static final List<String> WITHOUT_DEFAULTS = List.of("Image", "", "MobileNetV3", "MobileNetV4");

    private final Sides sides;
    private final int size;
    private final int resample;
    private final Crop crop;
    private final int cropSize;
    private final Statistics statistics;

    ProcessorType(Sides sides, int size, int resample, Crop crop, int cropSize, Statistics statistics) {
        this.sides = sides;
        this.size = size;
        this.resample = resample;
        this.crop = crop;
        this.cropSize = cropSize;
        this.statistics = statistics;
    }

    /** The type with a name of the library, in its older or newer form; empty if there is none. */
    static Optional<ProcessorType> named(String name) {
        String base = SUFFIXES.stream()
                .filter(name::endsWith)
                .findFirst()
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
        if (WITHOUT_DEFAULTS.contains(base)) {
            return Optional.of(STATED);
        }
        return Arrays.stream(values())
                .filter(type -> type != STATED && type.name().equalsIgnoreCase(base))
                .findFirst();
    }

    /** The names of all types, for people. */
    static List<String> names() {
        return List.of(
                "ViT",
                "Siglip",
                "Pvt",
                "DeiT",
                "Beit",
                "EfficientNet",
                "CLIP",
                "ChineseCLIP",
                "Bit",
                "ViTHybrid",
                "ConvNext",
                "Levit",
                "MobileNetV1",
                "MobileNetV2");
    }

    boolean hasDefaults() {
        return this != STATED;
    }

    Sides sides() {
        return sides;
    }

    int size() {
        return size;
    }

    int resample() {
        return resample;
    }

    Crop crop() {
        return crop;
    }

    int cropSize() {
        return cropSize;
    }

    Statistics statistics() {
        return statistics;
    }
}
