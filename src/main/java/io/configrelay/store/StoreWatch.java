package io.configrelay.store;

/** Hears how the store is. */
public interface StoreWatch {

    /** Nobody does. */
    StoreWatch NONE = new StoreWatch() {
        @Override
        public void works(boolean written) {}

        @Override
        public void fails(String detail) {}
    };

    /**
     * It could be used.
     *
     * @param written whether it was written, and not only read
     */
    void works(boolean written);

    /** It could not be read or written. */
    void fails(String detail);
}
