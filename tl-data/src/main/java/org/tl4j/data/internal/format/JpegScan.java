package org.tl4j.data.internal.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the entropy-coded data of one scan (T.81, annexes F and G) without computing pixels, to learn whether the scan
 * holds all blocks of the picture: a decoder fills missing blocks with grey and only prints a warning.
 */
final class JpegScan {
    private static final int MOST_BLOCKS_IN_UNIT = 10;
    private static final int LAST = JpegComponent.COEFFICIENTS - 1;
    private static final int HIGHEST_BIT = 13;
    private static final int ZERO_RUN = 0xF0;

    private final JpegFrame frame;
    private final JpegTables tables;
    private final JpegBits bits;
    private final List<JpegComponent> components = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();
    private int first;
    private int last;
    private int high;
    private int low;
    private int endOfBandRun;

    private JpegScan(JpegFrame frame, JpegTables tables, JpegBits bits) {
        this.frame = frame;
        this.tables = tables;
        this.bits = bits;
    }

    /** Reads a scan, starting after the length of its header; the next marker is in {@code bits}. */
    static int pass(int length, JpegFrame frame, JpegTables tables, JpegBits bits, HeaderReader bytes)
            throws IOException, BrokenImageException {
        JpegScan scan = new JpegScan(frame, tables, bits);
        scan.header(length, bytes);
        return scan.data();
    }

    private void header(int length, HeaderReader bytes) throws IOException, BrokenImageException {
        int count = bytes.unsignedByte();
        if (count < 1 || count > 4 || length != 4 + 2 * count) {
            throw JpegBits.damaged("a scan has " + count + " components");
        }
        int blocksInUnit = 0;
        for (int i = 0; i < count; i++) {
            JpegComponent component = frame.component(bytes.unsignedByte())
                    .filter(found -> !components.contains(found))
                    .orElseThrow(() -> JpegBits.damaged("a scan names a component that does not exist"));
            components.add(component);
            slots.add(bytes.unsignedByte());
            blocksInUnit += component.horizontal * component.vertical;
        }
        first = bytes.unsignedByte();
        last = bytes.unsignedByte();
        int approximation = bytes.unsignedByte();
        high = approximation >> 4;
        low = approximation & 15;
        boolean valid = frame.progressive()
                ? (first == 0 ? last == 0 : count == 1 && first <= last && last <= LAST)
                        && low <= HIGHEST_BIT
                        && (high == 0 || low == high - 1)
                : first == 0 && last == LAST && approximation == 0;
        if (!valid || (count > 1 && blocksInUnit > MOST_BLOCKS_IN_UNIT)) {
            throw JpegBits.damaged("a scan's parameters contradict each other");
        }
        for (JpegComponent component : components) {
            if (frame.progressive() || !component.isBegun()) {
                component.deliver(first, last, high, low);
            }
        }
    }

    private int data() throws IOException, BrokenImageException {
        List<BlockReader> unit = unit();
        long units =
                components.size() == 1 ? components.get(0).blocks() : (long) frame.unitsAcross() * frame.unitsDown();
        int interval = tables.restartInterval();
        int restarts = 0;
        for (int index = 0; index < units; index++) {
            if (interval > 0 && index > 0 && index % interval == 0) {
                bits.passRestart(restarts++ % 8);
                endOfBandRun = 0;
            }
            for (BlockReader block : unit) {
                block.read(index);
            }
        }
        return bits.end();
    }

    /** Skips a block; only refinements need its index. */
    private interface BlockReader {
        void read(int index) throws IOException, BrokenImageException;
    }

    private List<BlockReader> unit() throws BrokenImageException {
        List<BlockReader> unit = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            JpegComponent component = components.get(i);
            int copies = components.size() == 1 ? 1 : component.horizontal * component.vertical;
            BlockReader reader = reader(component, slots.get(i));
            for (int copy = 0; copy < copies; copy++) {
                unit.add(reader);
            }
        }
        return unit;
    }

    private BlockReader reader(JpegComponent component, int slot) throws BrokenImageException {
        if (!frame.progressive()) {
            HuffmanTable averages = tables.averages(slot >> 4);
            DetailSteps details = new DetailSteps(tables.details(slot & 15));
            return index -> {
                bits.symbolAndValue(averages);
                int place = bits.passDetails(details);
                if (place < DetailSteps.END_OF_BLOCK) {
                    checkPlace(place);
                }
            };
        }
        if (first == 0) {
            if (high > 0) {
                return index -> bits.skip(1);
            }
            HuffmanTable averages = tables.averages(slot >> 4);
            return index -> bits.symbolAndValue(averages);
        }
        HuffmanTable details = tables.details(slot & 15);
        long[] nonZero = component.nonZero();
        return high == 0
                ? index -> nonZero[index] |= detailsFirst(details)
                : index -> nonZero[index] |= refinement(details, nonZero[index]);
    }

    private long detailsFirst(HuffmanTable details) throws IOException, BrokenImageException {
        if (endOfBandRun > 0) {
            endOfBandRun--;
            return 0;
        }
        long found = 0;
        int place = first;
        while (place <= last) {
            int symbol = bits.symbolAndValue(details);
            int run = symbol >> 4;
            if ((symbol & 15) != 0) {
                place += run;
                found |= 1L << place;
                place++;
            } else if (symbol == ZERO_RUN) {
                place += 16;
            } else {
                endOfBandRun = (1 << run) - 1 + bits.number(run);
                return found;
            }
        }
        checkPlace(place);
        return found;
    }

    private long refinement(HuffmanTable details, long known) throws IOException, BrokenImageException {
        long found = 0;
        int place = first;
        if (endOfBandRun == 0) {
            while (place <= last) {
                int symbol = bits.symbol(details);
                int run = symbol >> 4;
                boolean value = (symbol & 15) != 0;
                if ((symbol & 15) > 1) {
                    throw JpegBits.invalidCode();
                }
                if (value) {
                    bits.skip(1);
                } else if (symbol != ZERO_RUN) {
                    endOfBandRun = (1 << run) + bits.number(run);
                    break;
                }
                // Skips coefficients that are already known, one correction bit each, and a run of zeros.
                while (place <= last) {
                    if ((known >>> place & 1) != 0) {
                        bits.skip(1);
                    } else if (--run < 0) {
                        break;
                    }
                    place++;
                }
                if (value && place <= last) {
                    found |= 1L << place;
                }
                place++;
            }
        }
        if (endOfBandRun > 0) {
            for (; place <= last; place++) {
                if ((known >>> place & 1) != 0) {
                    bits.skip(1);
                }
            }
            endOfBandRun--;
        }
        return found;
    }

    private static void checkPlace(int place) throws BrokenImageException {
        if (place > JpegComponent.COEFFICIENTS) {
            throw JpegBits.damaged("its picture data runs over the end of a block");
        }
    }
}
