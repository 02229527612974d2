package org.tl4j.core.preprocessing;

import static java.util.Objects.requireNonNull;

/** How an image of any size is brought near the input size, with an antialiased filter. */
public sealed interface ResizeRule {
    /** The filter. */
    Interpolation interpolation();

    /** The same rule for an image that is to become {@code ratio} times as large, rounded to whole pixels. */
    ResizeRule scaled(double ratio);

    /**
     * The shorter side becomes {@code pixels}, the ratio of the sides stays: torchvision's {@code Resize(int)}.
     *
     * @param pixels at least 1
     * @param interpolation the filter
     */
    record ShorterSide(int pixels, Interpolation interpolation) implements ResizeRule {
        public ShorterSide {
            if (pixels < 1) {
                throw new IllegalArgumentException("the shorter side must be at least 1 pixel, found " + pixels);
            }
            requireNonNull(interpolation, "interpolation is null");
        }

        /** Bilinear. */
        public ShorterSide(int pixels) {
            this(pixels, Interpolation.BILINEAR);
        }

        @Override
        public ShorterSide scaled(double ratio) {
            return new ShorterSide(ImageSize.scaled(pixels, ratio), interpolation);
        }
    }

    /**
     * Both sides become exactly those of {@code size}; the ratio of the sides may change.
     *
     * @param size of the resized image
     * @param interpolation the filter
     */
    record Exact(ImageSize size, Interpolation interpolation) implements ResizeRule {
        public Exact {
            requireNonNull(size, "size is null");
            requireNonNull(interpolation, "interpolation is null");
        }

        /** Bilinear. */
        public Exact(ImageSize size) {
            this(size, Interpolation.BILINEAR);
        }

        @Override
        public Exact scaled(double ratio) {
            return new Exact(size.scaled(ratio), interpolation);
        }
    }
}
