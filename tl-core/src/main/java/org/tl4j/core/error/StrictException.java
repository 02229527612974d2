package org.tl4j.core.error;

/** An image cannot be used, and the caller asked that none be skipped. */
public final class StrictException extends Tl4jException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports the image.
     *
     * @param image where it is
     * @param reason why it cannot be used
     */
    public StrictException(String image, String reason) {
        super(
                new Problem(
                        "image " + image,
                        "must be usable under strict",
                        reason,
                        "fix or remove it, or turn strict off"),
                null);
    }

    @Override
    public Category category() {
        return Category.DATA;
    }
}
