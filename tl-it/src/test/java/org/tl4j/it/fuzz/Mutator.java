package org.tl4j.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes as a broken disk, a broken transfer or an attacker would. All randomness comes from the argument. */
final class Mutator {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_BLOCK = 64;
    private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '0', '9', '-', '{', '[', '"', '\n'};

    private Mutator() {}

    /** One case in so many is the original, so that a target that reads nothing at all is noticed. */
    static final int ORIGINALS = 10;

    /** A copy of one of {@code seeds}, mostly changed; none of them is changed. */
    static byte[] mutate(List<byte[]> seeds, Random random) {
        byte[] content = seeds.get(random.nextInt(seeds.size())).clone();
        if (random.nextInt(ORIGINALS) == 0) {
            return content;
        }
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes && content.length > 0; i++) {
            content = change(content, random);
        }
        return content;
    }

    private static byte[] change(byte[] content, Random random) {
        // headers decide most, and are short
        int reach = random.nextInt(3) == 0 ? content.length : Math.min(content.length, 1 << (4 + random.nextInt(10)));
        int at = random.nextInt(reach);
        int length = Math.min(1 + random.nextInt(LONGEST_BLOCK), content.length - at);
        switch (random.nextInt(8)) {
            case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> content[at] = EXTREMES[random.nextInt(EXTREMES.length)];
            case 2 -> Arrays.fill(content, at, at + length, EXTREMES[random.nextInt(EXTREMES.length)]);
            case 3 -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, content, at, length);
            }
            case 4 -> System.arraycopy(content, random.nextInt(content.length - length + 1), content, at, length);
            case 5 -> {
                return joined(content, at, Arrays.copyOfRange(content, at, at + length), at);
            }
            case 6 -> {
                return joined(content, at, new byte[0], at + length);
            }
            default -> {
                return Arrays.copyOf(content, at);
            }
        }
        return content;
    }

    /** The bytes before {@code end}, then {@code middle}, then those from {@code from} on. */
    private static byte[] joined(byte[] content, int end, byte[] middle, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + middle.length);
        out.write(content, 0, end);
        out.write(middle, 0, middle.length);
        out.write(content, from, content.length - from);
        return out.toByteArray();
    }
}
