package org.tl4j.dl4j.training.onednn;

/** The shape of a value: examples, channels, height and width. */
record Shape(long examples, long channels, long height, long width) {
    long[] array() {
        return new long[] {examples, channels, height, width};
    }

    /** The shape after a window moved over it. */
    Shape windows(Operation.Movement movement, Operation.Pair kernel, long newChannels) {
        return new Shape(
                examples,
                newChannels,
                along(
                        height,
                        kernel.rows(),
                        movement.stride().rows(),
                        movement.padding().rows(),
                        movement.dilation().rows()),
                along(
                        width,
                        kernel.columns(),
                        movement.stride().columns(),
                        movement.padding().columns(),
                        movement.dilation().columns()));
    }

    private static long along(long size, long kernel, long stride, long padding, long dilation) {
        return (size + 2 * padding - (dilation * (kernel - 1) + 1)) / stride + 1;
    }
}
