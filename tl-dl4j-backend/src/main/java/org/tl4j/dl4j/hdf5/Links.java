package org.tl4j.dl4j.hdf5;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the entries of groups, in the three forms of storage: symbol tables, header messages, a heap. */
final class Links {
    private static final int LONGEST_NAME = 4096;
    private static final int SOFT = 2;

    private Links() {}

    static List<Hdf5Link> of(BoundedStorage storage, ObjectHeader header) {
        if (header.hasMessageOfType(SymbolTableMessage.class)) {
            return table(storage, header.getMessageOfType(SymbolTableMessage.class));
        }
        List<LinkMessage> messages = new ArrayList<>(header.getMessagesOfType(LinkMessage.class));
        if (header.hasMessageOfType(LinkInfoMessage.class)) {
            LinkInfoMessage dense = header.getMessageOfType(LinkInfoMessage.class);
            if (dense.getBTreeNameIndexAddress() != Heap.NOWHERE) {
                messages.addAll(heap(storage, dense));
            }
        }
        return messages.stream().map(Links::link).toList();
    }

    private static List<Hdf5Link> table(BoundedStorage storage, SymbolTableMessage table) {
        ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
        List<Hdf5Link> links = new ArrayList<>();
        for (long node :
                BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
                links.add(new Hdf5Link(
                        name(names, entry.getLinkNameOffset()),
                        entry.getCacheType() != SOFT,
                        entry.getObjectHeaderAddress()));
            }
        }
        return links;
    }

    private static String name(ByteBuffer names, int begin) {
        int end = begin;
        while (names.get(end) != 0) {
            if (++end - begin > LONGEST_NAME) {
                throw new HdfException("a name of more than " + LONGEST_NAME + " bytes");
            }
        }
        byte[] name = new byte[end - begin];
        names.get(begin, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static List<LinkMessage> heap(BoundedStorage storage, LinkInfoMessage dense) {
        Heap heap = new Heap(storage, dense.getFractalHeapAddress());
        List<LinkMessage> messages = new ArrayList<>();
        BTreeV2<LinkNameForIndexedGroupRecord> index = new BTreeV2<>(storage, dense.getBTreeNameIndexAddress());
        for (LinkNameForIndexedGroupRecord entry : index.getRecords()) {
            messages.add(LinkMessage.fromBuffer(heap.object(entry.getId()), storage.getSuperblock()));
        }
        return messages;
    }

    private static Hdf5Link link(LinkMessage message) {
        boolean within = message.getLinkType() == LinkMessage.LinkType.HARD;
        return new Hdf5Link(message.getLinkName(), within, within ? message.getHardLinkAddress() : Heap.NOWHERE);
    }
}
