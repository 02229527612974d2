package org.tl4j.core.preprocessing;

/** The order in which the colour planes of an image are laid out. */
public enum ChannelOrder {
    /** Red, green, blue: PyTorch, most of Keras. */
    RGB(3),
    /** Blue, green, red: Caffe and its descendants. */
    BGR(3),
    /** One plane of luminance. */
    GREY(1);

    private final int channels;

    ChannelOrder(int channels) {
        this.channels = channels;
    }

    /** How many planes there are. */
    public int channels() {
        return channels;
    }
}
