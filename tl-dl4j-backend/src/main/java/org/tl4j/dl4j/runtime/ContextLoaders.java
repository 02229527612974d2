package org.tl4j.dl4j.runtime;

import org.deeplearning4j.config.DL4JClassLoading;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.nativeblas.Nd4jCpu;

/**
 * Lets ND4J and Deeplearning4j find their own classes in applications with several class loaders.
 *
 * <p>Both look up classes by name through the context loader of the thread that used them first. If that thread
 * belongs to a pool or a container, its loader finds neither backend nor helpers. A loader that finds them is left
 * unchanged: it may find more classes than the loader of this module.
 */
final class ContextLoaders {
    private ContextLoaders() {}

    static void repair() {
        ClassLoader ours = Dl4jRuntime.class.getClassLoader();
        if (!knows(ND4JClassLoading.getNd4jClassloader(), Nd4jBackend.class)) {
            ND4JClassLoading.setNd4jClassloader(ours);
        }
        if (!knows(DL4JClassLoading.getDl4jClassloader(), Nd4jCpu.Environment.class)) {
            DL4JClassLoading.setDl4jClassloader(ours);
        }
    }

    private static boolean knows(ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
