package org.tl4j.data.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The fields of the first directory of a TIFF 6.0, which is the image that is used. Immutable. */
final class TiffFields {
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    private record Field(int type, long count, int place) {}

    private final ByteBuffer file;
    private final Map<Integer, Field> fields = new HashMap<>();

    TiffFields(byte[] encoded) throws BrokenImageException {
        this.file = ByteBuffer.wrap(encoded);
        file.order(encoded[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (encoded.length < HEADER) {
            throw truncated();
        }
        long directory = Integer.toUnsignedLong(file.getInt(4));
        if (directory < HEADER) {
            throw damaged("its directory lies inside its header");
        }
        if (directory + 2 > encoded.length) {
            throw truncated();
        }
        int entries = Short.toUnsignedInt(file.getShort((int) directory));
        if (directory + 2 + (long) entries * ENTRY > encoded.length) {
            throw truncated();
        }
        for (int i = 0; i < entries; i++) {
            entry((int) directory + 2 + i * ENTRY);
        }
    }

    private void entry(int at) throws BrokenImageException {
        int tag = Short.toUnsignedInt(file.getShort(at));
        int type = Short.toUnsignedInt(file.getShort(at + 2));
        long count = Integer.toUnsignedLong(file.getInt(at + 4));
        long bytes = count * width(type);
        long place = bytes <= 4 ? at + 8 : Integer.toUnsignedLong(file.getInt(at + 8));
        boolean readable = count > 0 && width(type) > 0 && place + bytes <= file.capacity();
        Field field = new Field(type, readable ? count : 0, readable ? (int) place : 0);
        if (fields.put(tag, field) != null) {
            throw damaged("the field " + tag + " occurs twice in its directory");
        }
    }

    /** The size of a value of the unsigned integer types; fields of other types count as empty. */
    private static int width(int type) {
        return switch (type) {
            case BYTE, UNDEFINED -> 1;
            case SHORT -> 2;
            case LONG -> 4;
            default -> 0;
        };
    }

    ByteOrder order() {
        return file.order();
    }

    boolean has(int tag) {
        return fields.containsKey(tag);
    }

    /** The single value of a field, or {@code otherwise} if the field is absent. */
    long value(int tag, long otherwise) throws BrokenImageException {
        Field field = fields.get(tag);
        if (field == null) {
            return otherwise;
        }
        if (field.count() < 1) {
            throw damaged("its field " + tag + " is no whole number or lies outside of the file");
        }
        return number(field, 0);
    }

    /** The width or height of the image. */
    long side(int tag) throws BrokenImageException {
        Field field = fields.get(tag);
        if (field == null || field.count() != 1 || (field.type() != SHORT && field.type() != LONG)) {
            throw damaged("its size is no whole number of 16 or 32 bits");
        }
        return number(field, 0);
    }

    /** All values of a field, none if the field is absent; more than {@code most} values mean a damaged file. */
    long[] values(int tag, long most) throws BrokenImageException {
        Field field = fields.get(tag);
        if (field == null) {
            return new long[0];
        }
        if (field.count() < 1 || field.count() > most) {
            throw damaged("its field " + tag + " lies outside of the file or has too many values");
        }
        long[] values = new long[(int) field.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(field, i);
        }
        return values;
    }

    /** The first {@code count} values of a field, or all of them if there are fewer. */
    long[] first(int tag, int count) {
        Field field = fields.get(tag);
        long[] values = new long[field == null ? 0 : (int) Math.min(count, field.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(field, i);
        }
        return values;
    }

    private long number(Field field, int index) {
        int at = field.place() + index * width(field.type());
        return switch (field.type()) {
            case SHORT -> Short.toUnsignedLong(file.getShort(at));
            case LONG -> Integer.toUnsignedLong(file.getInt(at));
            default -> Byte.toUnsignedLong(file.get(at));
        };
    }

    BrokenImageException truncated() {
        return BrokenImageException.corrupt(
                "is truncated: it ends after " + file.capacity() + " bytes, in the middle of the image");
    }

    static BrokenImageException damaged(String how) {
        return BrokenImageException.corrupt("is a damaged TIFF: " + how);
    }
}
