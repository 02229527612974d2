package org.tl4j.dl4j.hdf5;

/**
 * An entry of a group.
 *
 * @param name name within the group
 * @param within whether the object is stored in this file under this entry; otherwise it is a link to another path, or to
 *     another file, which is never followed
 * @param address address of the object in the file
 */
public record Hdf5Link(String name, boolean within, long address) {}
