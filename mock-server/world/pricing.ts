/** What a message costs, as its statuses say it. */
export interface Pricing {
  /** Derived from the type; Meta will drop it. */
  readonly billable: boolean;
  /** By message, since July 2025; by conversation before. */
  readonly model: 'PMP' | 'CBP';
  /** `service`, `utility`, `marketing_lite`, `group_service`, … */
  readonly category: string;
  /** Absent before July 2025. */
  readonly type?: 'regular' | 'free_customer_service' | 'free_group_customer_service' | 'free_entry_point';
}
