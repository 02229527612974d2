package org.tl4j.core.preprocessing;

/** How an image of any size is brought near the input size, with an antialiased bilinear filter. */
public sealed interface ResizeRule {
    /**
     * The shorter side becomes {@code pixels}, the ratio of the sides stays: torchvision's {@code Resize(int)}.
     *
     * @param pixels at least 1
     */
    record ShorterSide(int pixels) implements ResizeRule {
        public ShorterSide {
            if (pixels < 1) {
                throw new IllegalArgumentException("the shorter side must be at least 1 pixel, found " + pixels);
            }
        }
    }

    /** Both sides become exactly those of {@code size}; the ratio of the sides may change. */
    record Exact(ImageSize size) implements ResizeRule {}
}
