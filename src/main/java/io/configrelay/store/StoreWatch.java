package io.configrelay.store;

/** Hears how the store is. */
public interface StoreWatch {

    /** Nobody does. */
    StoreWatch NONE = new StoreWatch() {
        @Override
        public void written() {}

        @Override
        public void fails(String detail) {}
    };

    /** It could be written; that it can be read says nothing of that. */
    void written();

    /** It could not be read or written. */
    void fails(String detail);
}
