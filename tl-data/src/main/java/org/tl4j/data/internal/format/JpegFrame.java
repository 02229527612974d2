package org.tl4j.data.internal.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A frame header of a JPEG (T.81, B.2.2).
 *
 * @param width columns
 * @param height rows
 * @param progressive whether the picture comes in scans that refine each other
 * @param components one, three or four colour components
 * @param unitsAcross number of minimum coded units (groups of blocks of all components) per row
 * @param unitsDown number of rows of units
 */
record JpegFrame(
        int width, int height, boolean progressive, List<JpegComponent> components, int unitsAcross, int unitsDown) {
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int PROGRESSIVE = 0xC2;
    private static final int LOSSLESS = 0xC3;
    private static final int ARITHMETIC = 0xC9;
    private static final int ARITHMETIC_PROGRESSIVE = 0xCA;

    /** Whether a marker begins a frame: C0 to CF except DHT (C4), JPG (C8) and DAC (CC). */
    static boolean begins(int marker) {
        return marker >= BASELINE && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    static JpegFrame read(int marker, int length, HeaderReader bytes, ImageLimits limits)
            throws IOException, BrokenImageException {
        checkKind(marker);
        int precision = bytes.unsignedByte();
        if (precision != 8) {
            throw BrokenImageException.unsupported(
                    "is a JPEG of " + precision + " bits, which is not supported; save it with 8");
        }
        int height = bytes.bigShort();
        int width = bytes.bigShort();
        limits.check(width, height);
        int count = bytes.unsignedByte();
        if ((count != 1 && count != 3 && count != 4) || length != 6 + 3 * count) {
            throw JpegBits.damaged("it declares " + count + " colour components");
        }
        List<JpegComponent> components = new ArrayList<>();
        int across = 1;
        int down = 1;
        for (int i = 0; i < count; i++) {
            int id = bytes.unsignedByte();
            int factors = bytes.unsignedByte();
            JpegComponent component = new JpegComponent(id, factors >> 4, factors & 15);
            if (invalid(component.horizontal) || invalid(component.vertical)) {
                throw JpegBits.damaged("a sampling factor is outside 1 to 4");
            }
            bytes.skip(1);
            components.add(component);
            across = Math.max(across, component.horizontal);
            down = Math.max(down, component.vertical);
        }
        for (JpegComponent component : components) {
            component.size(width, height, across, down);
        }
        return new JpegFrame(
                width,
                height,
                marker == PROGRESSIVE,
                components,
                JpegComponent.ceiling(width, 8L * across),
                JpegComponent.ceiling(height, 8L * down));
    }

    private static void checkKind(int marker) throws BrokenImageException {
        String kind = switch (marker) {
            case BASELINE, EXTENDED, PROGRESSIVE -> "";
            case LOSSLESS -> "lossless";
            case ARITHMETIC, ARITHMETIC_PROGRESSIVE -> "arithmetically coded";
            default -> "hierarchical";
        };
        if (!kind.isEmpty()) {
            throw BrokenImageException.unsupported(
                    "is a " + kind + " JPEG, which is not supported; save it as an ordinary JPEG or as PNG");
        }
    }

    private static boolean invalid(int factor) {
        return factor < 1 || factor > 4;
    }

    Optional<JpegComponent> component(int id) {
        return components.stream().filter(component -> component.id == id).findFirst();
    }

    /** Whether the scans so far have delivered the whole picture. */
    boolean isComplete() {
        return components.stream().allMatch(component -> progressive ? component.isComplete() : component.isBegun());
    }
}
