package org.tl4j.dl4j.training.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/** Native objects that are freed together, the newest first. Not thread-safe. */
final class NativeObjects implements AutoCloseable {
    private final Deque<Pointer> kept = new ArrayDeque<>();

    /** Keeps an object beyond the scope in which it was made. */
    <T extends Pointer> T keep(T made) {
        made.retainReference();
        kept.push(made);
        return made;
    }

    @Override
    public void close() {
        while (!kept.isEmpty()) {
            kept.pop().releaseReference();
        }
    }
}
