package org.tl4j.dl4j.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A group of an open file. */
public final class Hdf5Group {
    private final BoundedStorage storage;
    private final ObjectHeader header;
    private Map<String, Hdf5Link> links;

    Hdf5Group(BoundedStorage storage, long address) {
        this(storage, Headers.read(storage, address));
    }

    private Hdf5Group(BoundedStorage storage, ObjectHeader header) {
        this.storage = storage;
        this.header = header;
    }

    ObjectHeader header() {
        return header;
    }

    /** The entries of the group, in file order. */
    public Collection<Hdf5Link> links() {
        return byName().values();
    }

    /** The entry with a name, if there is one. */
    public Optional<Hdf5Link> link(String name) {
        return Optional.ofNullable(byName().get(name));
    }

    private Map<String, Hdf5Link> byName() {
        if (links == null) {
            links = new LinkedHashMap<>();
            Links.of(storage, header).forEach(link -> links.putIfAbsent(link.name(), link));
        }
        return links;
    }

    /** The group of an entry; empty if the entry is not a group. */
    public Optional<Hdf5Group> group(Hdf5Link link) {
        ObjectHeader found = Headers.read(storage, link.address());
        return isData(found) ? Optional.empty() : Optional.of(new Hdf5Group(storage, found));
    }

    /**
     * The tensor of an entry.
     *
     * @throws TensorElsewhereException if its values are stored in another file
     */
    public Optional<Hdf5Tensor> tensor(Hdf5Link link) {
        ObjectHeader found = Headers.read(storage, link.address());
        return found.hasMessageOfType(DataSpaceMessage.class)
                ? Optional.of(new Hdf5Tensor(storage, found))
                : Optional.empty();
    }

    private static boolean isData(ObjectHeader header) {
        return header.hasMessageOfType(DataSpaceMessage.class) || header.hasMessageOfType(DataTypeMessage.class);
    }
}
