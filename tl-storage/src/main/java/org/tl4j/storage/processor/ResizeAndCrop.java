package org.tl4j.storage.processor;

import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.storage.json.JsonReader;

/**
 * The steps that change the size of an image.
 *
 * @param resize the first
 * @param crop the second, of the centre
 */
record ResizeAndCrop(ResizeRule resize, ImageSize crop) {
    /** From this size on, ConvNext's processor resizes to a square and does not crop. */
    private static final int CONVNEXT_WITHOUT_CROP = 384;

    private static final double CONVNEXT_SHARE = 224.0 / 256;

    private static final String SHORTEST = "shortest_edge";

    static ResizeAndCrop of(JsonReader root, ProcessorKeys keys, ProcessorType type, Interpolation filter) {
        Target target = keys.read(
                "size",
                value -> target(value, keys, type),
                () -> new Target(type.size(), type.size(), type.sides() == ProcessorType.Sides.SHORTER));
        if (type.crop() == ProcessorType.Crop.BY_SHARE) {
            return byShare(root, keys, target, filter);
        }
        keys.find("crop_pct").ifPresent(share -> {
            throw share.refuse("must not be there: the processor of this type does not use it", share.finite());
        });
        ResizeRule resize = resize(target, type, filter);
        if (!crops(root, keys, type)) {
            if (target.shorter()) {
                throw root.refuse("must crop images after resizing the shorter side", "do_center_crop of false");
            }
            return new ResizeAndCrop(resize, new ImageSize(target.width(), target.height()));
        }
        ImageSize crop = keys.read("crop_size", ResizeAndCrop::cropSize, () -> ImageSize.square(type.cropSize()));
        if (crop.width() > target.width() || crop.height() > target.height()) {
            throw root.refuse("must crop no more than resizing leaves", crop + " of " + target);
        }
        return new ResizeAndCrop(resize, crop);
    }

    private static ResizeRule resize(Target target, ProcessorType type, Interpolation filter) {
        if (!target.shorter()) {
            return new ResizeRule.Exact(new ImageSize(target.width(), target.height()), filter);
        }
        int pixels = type == ProcessorType.LEVIT ? (int) (256.0 / 224 * target.width()) : target.width();
        return new ResizeRule.ShorterSide(pixels, filter);
    }

    private static boolean crops(JsonReader root, ProcessorKeys keys, ProcessorType type) {
        boolean asked = keys.does("do_center_crop", type.crop() == ProcessorType.Crop.YES);
        if (asked && type.crop() == ProcessorType.Crop.NEVER) {
            throw root.refuse("must not crop: versions of the library differ for this type", "do_center_crop of true");
        }
        return asked;
    }

    private static ResizeAndCrop byShare(JsonReader root, ProcessorKeys keys, Target target, Interpolation filter) {
        if (!target.shorter()) {
            throw root.refuse("must have a size with " + SHORTEST, target);
        }
        if (keys.does("do_center_crop", false)) {
            throw root.refuse("must crop by crop_pct", "do_center_crop of true");
        }
        int side = target.width();
        ImageSize square = ImageSize.square(side);
        if (side >= CONVNEXT_WITHOUT_CROP) {
            return new ResizeAndCrop(new ResizeRule.Exact(square, filter), square);
        }
        double share = keys.read("crop_pct", JsonReader::positive, () -> CONVNEXT_SHARE);
        if (share > 1) {
            throw root.refuse("must have a crop_pct of at most 1", share);
        }
        return new ResizeAndCrop(new ResizeRule.ShorterSide((int) (side / share), filter), square);
    }

    private static Target target(JsonReader value, ProcessorKeys keys, ProcessorType type) {
        if (value.isNumber()) {
            int side = ProcessorText.side(value);
            if (!type.hasDefaults() && keys.find("default_to_square").isEmpty()) {
                throw value.refuse(
                        "must say what becomes that long (" + SHORTEST
                                + ", or height and width), since its type does not",
                        side);
            }
            return new Target(side, side, !keys.does("default_to_square", type.sides() == ProcessorType.Sides.SQUARE));
        }
        if (value.has(SHORTEST)) {
            int side = value.withNames(SHORTEST)
                    .read(SHORTEST, ProcessorText::side)
                    .orElseThrow();
            return new Target(side, side, true);
        }
        ImageSize exact = exact(value);
        return new Target(exact.width(), exact.height(), false);
    }

    private static ImageSize cropSize(JsonReader value) {
        if (value.isNumber()) {
            return ImageSize.square(ProcessorText.side(value));
        }
        return value.has(SHORTEST)
                ? ImageSize.square(value.withNames(SHORTEST)
                        .read(SHORTEST, ProcessorText::side)
                        .orElseThrow())
                : exact(value);
    }

    private static ImageSize exact(JsonReader value) {
        value.withNames("height", "width");
        return new ImageSize(
                value.read("width", ProcessorText::side).orElseThrow(),
                value.read("height", ProcessorText::side).orElseThrow());
    }

    /**
     * What images are resized to.
     *
     * @param width in pixels
     * @param height in pixels
     * @param shorter whether only the shorter side becomes that long
     */
    private record Target(int width, int height, boolean shorter) {
        @Override
        public String toString() {
            return shorter ? "a shorter side of " + width : width + "x" + height;
        }
    }
}
