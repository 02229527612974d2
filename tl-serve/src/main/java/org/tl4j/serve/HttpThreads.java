package org.tl4j.serve;

import java.util.concurrent.Executor;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The threads that read requests and write answers. They end with the server that they are given to. Thread-safe. */
final class HttpThreads implements Executor {
    private static final int MOST = 64;
    private static final int FEWEST = 4;

    private final QueuedThreadPool pool;

    HttpThreads(String name) {
        pool = new QueuedThreadPool(MOST, FEWEST);
        pool.setName(name);
        pool.setDaemon(true);
    }

    QueuedThreadPool pool() {
        return pool;
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }
}
