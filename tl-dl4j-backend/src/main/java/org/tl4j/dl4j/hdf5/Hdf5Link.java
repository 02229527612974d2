package org.tl4j.dl4j.hdf5;

/**
 * An entry of a group.
 *
 * @param name within the group
 * @param within whether what it names is kept in the file under this very entry; else it is a link to another path, or to
 *     another file of this machine, which is never followed
 * @param address of what it names, in the file
 */
public record Hdf5Link(String name, boolean within, long address) {}
