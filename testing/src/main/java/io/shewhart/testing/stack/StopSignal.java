/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asked for by Ctrl-C or kill, waited for by the main thread, which then stops things in order. A
 * hook of the virtual machine would run beside those of the parts and pull away what they need.
 */
final class StopSignal {
    private static final int BROKEN_OFF = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Ctrl-C and kill ask from now on; a second time ends the process at once. */
    void install() {
        try {
            // The one interface to signals there is; it has no replacement, and javac warns of it.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler received =
                    (proxy, method, args) ->
                            switch (method.getName()) {
                                case "handle" -> {
                                    received();
                                    yield null;
                                }
                                case "equals" -> proxy == args[0];
                                case "hashCode" -> System.identityHashCode(proxy);
                                default -> method.getName();
                            };
            Object proxy =
                    Proxy.newProxyInstance(
                            StopSignal.class.getClassLoader(), new Class<?>[] {handler}, received);
            for (String name : new String[] {"INT", "TERM", "HUP"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stop"));
        }
    }

    private void received() {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(BROKEN_OFF);
        }
        ask();
    }

    /** Asks. */
    void ask() {
        asked.countDown();
    }

    /** Whether somebody has asked. */
    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits; true when somebody asked. */
    boolean await(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }
}
