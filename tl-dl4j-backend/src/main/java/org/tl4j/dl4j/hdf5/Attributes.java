package org.tl4j.dl4j.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads attributes that are one string, of fixed or variable length, in the header of an object or in a heap. */
final class Attributes {
    private Attributes() {}

    static Optional<String> text(BoundedStorage storage, ObjectHeader header, String name) {
        return message(storage, header, name).map(message -> text(storage, message));
    }

    private static Optional<AttributeMessage> message(BoundedStorage storage, ObjectHeader header, String name) {
        for (AttributeMessage message : header.getMessagesOfType(AttributeMessage.class)) {
            if (message.getName().equals(name)) {
                return Optional.of(message);
            }
        }
        if (header.hasMessageOfType(AttributeInfoMessage.class)) {
            AttributeInfoMessage dense = header.getMessageOfType(AttributeInfoMessage.class);
            if (dense.getFractalHeapAddress() != Heap.NOWHERE) {
                return inHeap(storage, dense, name);
            }
        }
        return Optional.empty();
    }

    private static Optional<AttributeMessage> inHeap(BoundedStorage storage, AttributeInfoMessage dense, String name) {
        Heap heap = new Heap(storage, dense.getFractalHeapAddress());
        BTreeV2<AttributeNameForIndexedAttributesRecord> index =
                new BTreeV2<>(storage, dense.getAttributeNameBTreeAddress());
        for (AttributeNameForIndexedAttributesRecord entry : index.getRecords()) {
            AttributeMessage message = new AttributeMessage(heap.object(entry.getHeapId()), storage, entry.getFlags());
            if (message.getName().equals(name)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private static String text(BoundedStorage storage, AttributeMessage message) {
        ByteBuffer bytes;
        if (message.getDataSpace().getTotalLength() == 1 && message.getDataType() instanceof StringData) {
            bytes = message.getDataBuffer();
        } else if (message.getDataSpace().getTotalLength() == 1
                && message.getDataType() instanceof VariableLength type
                && type.isVariableLengthString()) {
            bytes = elsewhere(storage, message.getDataBuffer());
        } else {
            throw new NotTextException();
        }
        byte[] text = new byte[bytes.remaining()];
        bytes.get(text);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /** Reads a string of variable length: it is stored as its length, the address of a heap and an index into it. */
    private static ByteBuffer elsewhere(BoundedStorage storage, ByteBuffer reference) {
        ByteBuffer fields = reference.order(ByteOrder.LITTLE_ENDIAN);
        int length = fields.getInt();
        long address = switch (storage.getSizeOfOffsets()) {
            case Short.BYTES -> Short.toUnsignedLong(fields.getShort());
            case Integer.BYTES -> Integer.toUnsignedLong(fields.getInt());
            default -> fields.getLong();
        };
        int number = fields.getInt();
        if (number == 0) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer object = new GlobalHeap(storage, address).getObjectData(number);
        return length >= 0 && length < object.remaining() ? object.limit(length) : object;
    }
}
